<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>Access</name>
    <message>
        <source>Remote desktop (RDP) of {0}</source>
        <translation>Remotedesktop (RDP) von {0}</translation>
    </message>
    <message>
        <source>VNC of {0}</source>
        <translation>VNC von {0}</translation>
    </message>
    <message>
        <source>SSH to {0}</source>
        <translation>SSH zu {0}</translation>
    </message>
    <message>
        <source>Port {1} of {0}</source>
        <translation>Port {1} von {0}</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; is not a port; type a number from 1 to 65535.</source>
        <translation>„{0}“ ist kein Port; geben Sie eine Zahl von 1 bis 65535 ein.</translation>
    </message>
    <message>
        <source>A quotation mark is missing its end.</source>
        <translation>Einem Anführungszeichen fehlt das Ende.</translation>
    </message>
    <message>
        <source>Write {port} where the number of the port goes.</source>
        <translation>Schreiben Sie {port}, wo die Nummer des Ports stehen soll.</translation>
    </message>
</context>
<context>
    <name>AccessesDialog</name>
    <message>
        <source>Connections to the servers</source>
        <translation>Verbindungen zu den Servern</translation>
    </message>
    <message>
        <source>Open connections</source>
        <translation>Offene Verbindungen</translation>
    </message>
    <message>
        <source>&amp;Start the viewer</source>
        <translation>&amp;Betrachter starten</translation>
    </message>
    <message>
        <source>Copy the &amp;address</source>
        <translation>&amp;Adresse kopieren</translation>
    </message>
    <message>
        <source>&amp;End it</source>
        <translation>B&amp;eenden</translation>
    </message>
    <message>
        <source>&amp;Viewers…</source>
        <translation>Be&amp;trachter …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>{0}: the last connection was refused.</source>
        <translation>{0}: Die letzte Verbindung wurde abgelehnt.</translation>
    </message>
    <message>
        <source>It leads through the active server and the heartbeat network; it ends with the console.</source>
        <translation>Sie führt durch den aktiven Server und das Heartbeat-Netz; sie endet mit der Konsole.</translation>
    </message>
    <message>
        <source>{0}: {1} was started on {2}.</source>
        <translation>{0}: {1} wurde an {2} gestartet.</translation>
    </message>
    <message>
        <source>{0} is reached at {1}.</source>
        <translation>{0} ist an {1} zu erreichen.</translation>
    </message>
    <message>
        <source>No viewer for it was found here; start your own, or choose one with Viewers. {0}</source>
        <translation>Hier wurde kein Betrachter dafür gefunden; starten Sie Ihren eigenen oder wählen Sie einen unter Betrachter. {0}</translation>
    </message>
    <message>
        <source>{0} was refused: your role is too low.</source>
        <translation>{0} wurde abgelehnt: Ihre Rolle reicht nicht.</translation>
    </message>
    <message>
        <source>{0} was refused: the port is not on the pair&apos;s list.</source>
        <translation>{0} wurde abgelehnt: Der Port steht nicht auf der Liste des Paares.</translation>
    </message>
    <message>
        <source>{0}: nobody listens there.</source>
        <translation>{0}: Dort hört niemand zu.</translation>
    </message>
    <message>
        <source>{0}: no heartbeat link leads there now.</source>
        <translation>{0}: Jetzt führt keine Heartbeat-Verbindung dorthin.</translation>
    </message>
    <message>
        <source>{0} was not opened.</source>
        <translation>{0} wurde nicht geöffnet.</translation>
    </message>
    <message>
        <source>Choose what to connect to with the button on the Overview, or with Ctrl+K.</source>
        <translation>Wählen Sie das Ziel mit der Schaltfläche im Überblick oder mit Strg+K.</translation>
    </message>
    <message>
        <source>No connection is open.</source>
        <translation>Keine Verbindung ist offen.</translation>
    </message>
    <message>
        <source>Connections through the active server</source>
        <translation>Verbindungen durch den aktiven Server</translation>
    </message>
    <message>
        <source>They end with the console.</source>
        <translation>Sie enden mit der Konsole.</translation>
    </message>
    <message>
        <source>{0} is closed.</source>
        <translation>{0} ist geschlossen.</translation>
    </message>
    <message>
        <source>The viewer {0} cannot be started; install it, or choose another one with Viewers. {1}</source>
        <translation>Der Betrachter {0} kann nicht gestartet werden; installieren Sie ihn oder wählen Sie unter Betrachter einen anderen. {1}</translation>
    </message>
    <message>
        <source>{0} stays open: start the viewer again, or end it.</source>
        <translation>{0} bleibt offen: Starten Sie den Betrachter erneut oder beenden Sie die Verbindung.</translation>
    </message>
    <message>
        <source>{0}: {1} has ended.</source>
        <translation>{0}: {1} ist beendet.</translation>
    </message>
    <message>
        <source>{0}: {1} has crashed.</source>
        <translation>{0}: {1} ist abgestürzt.</translation>
    </message>
    <message>
        <source>{0}: {1} has ended with status {2}.</source>
        <translation>{0}: {1} hat sich mit Status {2} beendet.</translation>
    </message>
    <message>
        <source>It said: {0}</source>
        <translation>Letzte Meldung: {0}</translation>
    </message>
</context>
<context>
    <name>AskToDelete</name>
    <message>
        <source>From now on each check deletes on {0} whatever the active does not have.</source>
        <translation>Von nun an löscht jede Prüfung auf {0}, was der aktive Server nicht hat.</translation>
    </message>
    <message>
        <source>It is not set aside first and cannot be had back.</source>
        <translation>Es wird vorher nicht beiseitegelegt und ist nicht zurückzuholen.</translation>
    </message>
    <message>
        <source>Let checks of {0} delete on {1}</source>
        <translation>Prüfungen von {0} auf {1} löschen lassen</translation>
    </message>
    <message>
        <source>Delete from now on</source>
        <translation>Von nun an löschen</translation>
    </message>
</context>
<context>
    <name>Bridge</name>
    <message>
        <source>The console met an error of its own ({0}); start it again and report this.</source>
        <translation>In der Konsole ist ein eigener Fehler aufgetreten ({0}); starten Sie sie neu und melden Sie dies.</translation>
    </message>
    <message>
        <source>The console met an error of its own ({0}); report this.</source>
        <translation>In der Konsole ist ein eigener Fehler aufgetreten ({0}); melden Sie dies.</translation>
    </message>
</context>
<context>
    <name>BringBackWizard</name>
    <message>
        <source>Bring the failed server back</source>
        <translation>Ausgefallenen Server zurückholen</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Coming back</source>
        <translation>Rückkehr</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Nachgeprüft</translation>
    </message>
    <message>
        <source>No server is active.</source>
        <translation>Kein Server ist aktiv.</translation>
    </message>
    <message>
        <source>A server comes back to an active one; look at the Overview first.</source>
        <translation>Ein Server kehrt zu einem aktiven zurück; sehen Sie zuerst in den Überblick.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>{0} always starts silent and passive: its packet filter is loaded before its network. It sees that generation {1} is newer than its own, keeps what it never sent aside, and takes the differences from {2} over the heartbeat network while applications on {2} go on. Nothing has to be typed on {0}.</source>
        <translation>{0} startet immer stumm und passiv: Sein Paketfilter wird vor seinem Netz geladen. Er sieht, dass Generation {1} neuer ist als seine eigene, legt beiseite, was er nie gesendet hat, und holt die Unterschiede über das Heartbeat-Netz von {2}, während die Anwendungen auf {2} weiterlaufen. Auf {0} muss nichts eingegeben werden.</translation>
    </message>
    <message>
        <source>{0} stands by already.</source>
        <translation>{0} steht schon bereit.</translation>
    </message>
    <message>
        <source>Every point below was looked at just now.</source>
        <translation>Jeder Punkt unten wurde eben nachgesehen.</translation>
    </message>
    <message>
        <source>{0} is back and becomes whole again.</source>
        <translation>{0} ist zurück und wird wieder vollständig.</translation>
    </message>
    <message>
        <source>Watch it, or close this: it goes on by itself.</source>
        <translation>Sehen Sie zu oder schließen Sie dies: Es geht von selbst weiter.</translation>
    </message>
    <message>
        <source>Watch it</source>
        <translation>Zusehen</translation>
    </message>
    <message>
        <source>{0} {1}.</source>
        <translation>{0} {1}.</translation>
    </message>
    <message>
        <source>Start the server, or mend its power or its heartbeat cables; the way in is its out-of-band console.</source>
        <translation>Starten Sie den Server, oder beheben Sie seine Stromversorgung oder seine Heartbeat-Kabel; hinein kommen Sie über seine Fernwartungskonsole.</translation>
    </message>
    <message>
        <source>Watch it come back</source>
        <translation>Rückkehr verfolgen</translation>
    </message>
    <message>
        <source>Looking at the pair…</source>
        <translation>Das Paar wird angesehen …</translation>
    </message>
    <message>
        <source>The pair does not answer now.</source>
        <translation>Das Paar antwortet jetzt nicht.</translation>
    </message>
    <message>
        <source>{0} Below is what was last known.</source>
        <translation>{0} Unten steht, was zuletzt bekannt war.</translation>
    </message>
    <message>
        <source>Waiting until {0} is heard.</source>
        <translation>Warten, bis {0} gehört wird.</translation>
    </message>
    <message>
        <source>{0} becomes whole again.</source>
        <translation>{0} wird wieder vollständig.</translation>
    </message>
    <message>
        <source>{0} so far. Applications go on; closing this window stops nothing.</source>
        <translation>Bisher {0}. Die Anwendungen laufen weiter; dieses Fenster zu schließen hält nichts an.</translation>
    </message>
    <message>
        <source>It took {0}. Every point below was looked at afterwards and holds.</source>
        <translation>Es dauerte {0}. Jeder Punkt unten wurde danach nachgesehen und gilt.</translation>
    </message>
    <message>
        <source>{0} stands by again.</source>
        <translation>{0} steht wieder bereit.</translation>
    </message>
</context>
<context>
    <name>Cap</name>
    <message>
        <source>no limit</source>
        <translation>unbegrenzt</translation>
    </message>
    <message>
        <source>{0} from {1} to {2}, else {3}</source>
        <translation>{0} von {1} bis {2}, sonst {3}</translation>
    </message>
    <message>
        <source>{0} from {1} to {2}, Monday to Friday, else {3}</source>
        <translation>{0} von {1} bis {2}, Montag bis Freitag, sonst {3}</translation>
    </message>
</context>
<context>
    <name>ChannelFields</name>
    <message>
        <source>None of its own</source>
        <translation>Keine eigene Grenze</translation>
    </message>
    <message>
        <source>One at all times</source>
        <translation>Eine zu jeder Zeit</translation>
    </message>
    <message>
        <source>By day and by night</source>
        <translation>Nach Tag und Nacht</translation>
    </message>
    <message>
        <source>As written</source>
        <translation>Wie geschrieben</translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>Jeden Tag</translation>
    </message>
    <message>
        <source>Monday to Friday</source>
        <translation>Montag bis Freitag</translation>
    </message>
    <message>
        <source>Com&amp;pression</source>
        <translation>Kom&amp;pression</translation>
    </message>
    <message>
        <source>Automatic: chosen by the rate of the link.</source>
        <translation>Automatisch: gewählt nach der Rate der Verbindung.</translation>
    </message>
    <message>
        <source>Of what this set sends, copies and repairs with it. A cap of the pair holds beside it.</source>
        <translation>Für alles, was dieser Satz sendet, auch Kopien und Reparaturen. Eine Grenze des Paars gilt daneben.</translation>
    </message>
    <message>
        <source>&amp;Bandwidth</source>
        <translation>&amp;Bandbreite</translation>
    </message>
    <message>
        <source>A&amp;t most</source>
        <translation>&amp;Höchstens</translation>
    </message>
    <message>
        <source>A rate such as 10 Mbit/s; at least 64 kbit/s.</source>
        <translation>Eine Rate wie 10 Mbit/s; mindestens 64 kbit/s.</translation>
    </message>
    <message>
        <source>Begin of the day</source>
        <translation>Beginn des Tages</translation>
    </message>
    <message>
        <source>End of the day</source>
        <translation>Ende des Tages</translation>
    </message>
    <message>
        <source>Days of the week</source>
        <translation>Wochentage</translation>
    </message>
    <message>
        <source>until</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>F&amp;rom</source>
        <translation>V&amp;on</translation>
    </message>
    <message>
        <source>Local time of the active server; it may pass midnight.</source>
        <translation>Ortszeit des aktiven Servers; auch über Mitternacht hinweg.</translation>
    </message>
    <message>
        <source>Other&amp;wise</source>
        <translation>&amp;Sonst</translation>
    </message>
    <message>
        <source>At all other times; empty: no limit.</source>
        <translation>Zu allen anderen Zeiten; leer: unbegrenzt.</translation>
    </message>
    <message>
        <source>&amp;Schedule</source>
        <translation>&amp;Zeitplan</translation>
    </message>
    <message>
        <source>As for &apos;twinhelm set channel&apos;: sat-sun 00:00-24:00 50mbit, else 10mbit</source>
        <translation>Wie bei &apos;twinhelm set channel&apos;: sat-sun 00:00-24:00 50mbit, else 10mbit</translation>
    </message>
    <message>
        <source>{0} became {1} so far: {2} saved.</source>
        <translation>Bisher wurden aus {0} nur {1}: {2} gespart.</translation>
    </message>
    <message>
        <source>Write a rate such as 10 Mbit/s or 512 kbit/s.</source>
        <translation>Schreiben Sie eine Rate wie 10 Mbit/s oder 512 kbit/s.</translation>
    </message>
    <message>
        <source>Write a time of the day, such as 08:00.</source>
        <translation>Schreiben Sie eine Uhrzeit wie 08:00.</translation>
    </message>
    <message>
        <source>Write when which rate holds.</source>
        <translation>Schreiben Sie, wann welche Rate gilt.</translation>
    </message>
    <message>
        <source>It begins and ends at the same minute; choose one cap at all times instead.</source>
        <translation>Beginn und Ende sind dieselbe Minute; wählen Sie stattdessen eine Grenze zu jeder Zeit.</translation>
    </message>
</context>
<context>
    <name>CheckFields</name>
    <message>
        <source>no limit</source>
        <translation>unbegrenzt</translation>
    </message>
    <message>
        <source>Checks &amp;read</source>
        <translation>Prüfungen &amp;lesen</translation>
    </message>
    <message>
        <source>At most, so that the disks have time for applications.</source>
        <translation>Höchstens, damit die Platten Zeit für Anwendungen haben.</translation>
    </message>
    <message>
        <source>&amp;Only on the passive</source>
        <translation>&amp;Nur auf dem passiven</translation>
    </message>
    <message>
        <source>What a check finds on the passive and not on the active.</source>
        <translation>Was eine Prüfung auf dem passiven Server findet und auf dem aktiven nicht.</translation>
    </message>
    <message>
        <source>&amp;Kept for</source>
        <translation>&amp;Behalten für</translation>
    </message>
    <message>
        <source>Days that the quarantine keeps something; 0: for ever.</source>
        <translation>Tage, die die Quarantäne etwas behält; 0: für immer.</translation>
    </message>
    <message>
        <source>At &amp;most</source>
        <translation>&amp;Höchstens</translation>
    </message>
    <message>
        <source>What the quarantine may hold, such as 20 GB; the oldest goes first.</source>
        <translation>Was die Quarantäne fassen darf, etwa 20 GB; das Älteste geht zuerst.</translation>
    </message>
    <message>
        <source>Write a number of days, at most {0}.</source>
        <translation>Schreiben Sie eine Zahl von Tagen, höchstens {0}.</translation>
    </message>
    <message>
        <source>Write a size such as 20 GB, or nothing for no limit.</source>
        <translation>Schreiben Sie eine Größe wie 20 GB, oder nichts für unbegrenzt.</translation>
    </message>
</context>
<context>
    <name>CheckPanel</name>
    <message>
        <source>Check</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Progress of the check</source>
        <translation>Fortschritt der Prüfung</translation>
    </message>
    <message>
        <source>Check everything</source>
        <translation>Alles prüfen</translation>
    </message>
    <message>
        <source>Cancel the check</source>
        <translation>Prüfung abbrechen</translation>
    </message>
    <message>
        <source>What checks of this set may read</source>
        <translation>Was Prüfungen dieses Satzes lesen dürfen</translation>
    </message>
    <message>
        <source>&amp;Reads at most:</source>
        <translation>&amp;Liest höchstens:</translation>
    </message>
    <message>
        <source>{0} more wait</source>
        <translation>{0} weitere warten</translation>
    </message>
    <message>
        <source>Go on with the check</source>
        <translation>Prüfung fortsetzen</translation>
    </message>
    <message>
        <source>Pause the check</source>
        <translation>Prüfung anhalten</translation>
    </message>
    <message>
        <source>The copy cannot be used without this check.</source>
        <translation>Ohne diese Prüfung ist die Kopie nicht verwendbar.</translation>
    </message>
</context>
<context>
    <name>Checks</name>
    <message>
        <source>No check has been made yet.</source>
        <translation>Noch wurde nichts geprüft.</translation>
    </message>
    <message>
        <source>One veto: a switchover is refused.</source>
        <translation>Ein Veto: Eine Umschaltung wird abgelehnt.</translation>
    </message>
    <message>
        <source>{0} vetoes: a switchover is refused.</source>
        <translation>{0} Vetos: Eine Umschaltung wird abgelehnt.</translation>
    </message>
    <message>
        <source>Nothing vetoes a takeover. One hint.</source>
        <translation>Nichts hindert eine Übernahme. 1 Hinweis.</translation>
    </message>
    <message>
        <source>Nothing vetoes a takeover. {0} hints.</source>
        <translation>Nichts hindert eine Übernahme. {0} Hinweise.</translation>
    </message>
    <message>
        <source>Nothing vetoes a takeover.</source>
        <translation>Nichts hindert eine Übernahme.</translation>
    </message>
    <message>
        <source>Two</source>
        <translation>Zwei</translation>
    </message>
    <message>
        <source>Three</source>
        <translation>Drei</translation>
    </message>
    <message>
        <source>Four</source>
        <translation>Vier</translation>
    </message>
    <message>
        <source>Five</source>
        <translation>Fünf</translation>
    </message>
</context>
<context>
    <name>ChecksPanel</name>
    <message>
        <source>What would stop a takeover</source>
        <translation>Was eine Übernahme hindert</translation>
    </message>
</context>
<context>
    <name>Columns</name>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Beleg</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>What happened, and why</source>
        <translation>Was geschah, und warum</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Pair</source>
        <translation>Paar</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Standort</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Behind</source>
        <translation>Rückstand</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>How it is</source>
        <translation>Wie es steht</translation>
    </message>
    <message>
        <source>Heard</source>
        <translation>Gehört</translation>
    </message>
    <message>
        <source>Phase</source>
        <translation>Phase</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Einzelheit</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Sequence</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>Repaired</source>
        <translation>Behoben</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>Beiseitegelegt</translation>
    </message>
    <message>
        <source>Generation</source>
        <translation>Generation</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>Paths</source>
        <translation>Pfade</translation>
    </message>
    <message>
        <source>Kept in</source>
        <translation>Aufbewahrt in</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Hier</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Leitung</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Satz</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>Unsafe</source>
        <translation>Unsicher</translation>
    </message>
    <message>
        <source>Safe</source>
        <translation>Sicher</translation>
    </message>
    <message>
        <source>Captured</source>
        <translation>Erfasst</translation>
    </message>
    <message>
        <source>Compression</source>
        <translation>Kompression</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Applied</source>
        <translation>Angewendet</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespart</translation>
    </message>
</context>
<context>
    <name>Comeback</name>
    <message>
        <source>on {0} of {1} heartbeat links</source>
        <translation>auf {0} von {1} Heartbeat-Verbindungen</translation>
    </message>
    <message>
        <source>every set is synchronized</source>
        <translation>alle Sätze sind synchron</translation>
    </message>
    <message>
        <source>set {0}: {1} compared</source>
        <translation>Satz {0}: {1} verglichen</translation>
    </message>
    <message>
        <source>set {0}: the channel is not connected yet</source>
        <translation>Satz {0}: Der Kanal ist noch nicht verbunden</translation>
    </message>
    <message>
        <source>set {0} is {1}</source>
        <translation>Satz {0} ist {1}</translation>
    </message>
    <message>
        <source>no server is active</source>
        <translation>kein Server ist aktiv</translation>
    </message>
    <message>
        <source>{0} is heard on {1} of {2} heartbeat links</source>
        <translation>{0} wird auf {1} von {2} Heartbeat-Verbindungen gehört</translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <translation>{0} {1}</translation>
    </message>
    <message>
        <source>{0} is passive and silent on the public network</source>
        <translation>{0} ist passiv und im öffentlichen Netz stumm</translation>
    </message>
    <message>
        <source>{0} is {1} and not silent</source>
        <translation>{0} ist {1} und nicht stumm</translation>
    </message>
    <message>
        <source>both servers know generation {0}</source>
        <translation>beide Server kennen Generation {0}</translation>
    </message>
    <message>
        <source>{0} knows generation {1}, the pair is at {2}</source>
        <translation>{0} kennt Generation {1}, das Paar steht bei {2}</translation>
    </message>
    <message>
        <source>set {0} replicates from {1} to {2}</source>
        <translation>Satz {0} wird von {1} nach {2} repliziert</translation>
    </message>
    <message>
        <source>{0} is {1} on {2}</source>
        <translation>{0} ist auf {2} {1}</translation>
    </message>
    <message>
        <source>{0} could take over now</source>
        <translation>{0} könnte jetzt übernehmen</translation>
    </message>
    <message>
        <source>the pair is not ready yet</source>
        <translation>das Paar ist noch nicht bereit</translation>
    </message>
</context>
<context>
    <name>CommandBox</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy: {0}</source>
        <translation>Kopieren: {0}</translation>
    </message>
    <message>
        <source>copied</source>
        <translation>kopiert</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Go anywhere</source>
        <translation>Überallhin</translation>
    </message>
    <message>
        <source>A page, an action, a pair…</source>
        <translation>Eine Seite, eine Aktion, ein Paar …</translation>
    </message>
    <message>
        <source>Find a page, an action or a pair</source>
        <translation>Seite, Aktion oder Paar suchen</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>Nothing is called so. Try fewer letters.</source>
        <translation>Nichts heißt so. Versuchen Sie es mit weniger Buchstaben.</translation>
    </message>
    <message>
        <source>↑ ↓ choose · Return run · Esc close</source>
        <translation>↑ ↓ wählen · Eingabe ausführen · Esc schließen</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Page {0}</source>
        <translation>Seite {0}</translation>
    </message>
    <message>
        <source>Go anywhere: every page and action</source>
        <translation>Überallhin: jede Seite und jede Aktion</translation>
    </message>
    <message>
        <source>Switch to another pair</source>
        <translation>Zu einem anderen Paar wechseln</translation>
    </message>
    <message>
        <source>Move between sidebar, page and status strip</source>
        <translation>Zwischen Seitenleiste, Seite und Statusleiste wechseln</translation>
    </message>
    <message>
        <source>Next control, previous control</source>
        <translation>Nächstes, voriges Bedienelement</translation>
    </message>
    <message>
        <source>Press the control</source>
        <translation>Bedienelement auslösen</translation>
    </message>
    <message>
        <source>Close a dialog; it never carries anything out</source>
        <translation>Dialog schließen; dabei wird nie etwas ausgeführt</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>Diese Liste</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>set</source>
        <translation>Satz</translation>
    </message>
    <message>
        <source>Settings of the set {0}…</source>
        <translation>Einstellungen des Satzes {0}…</translation>
    </message>
    <message>
        <source>pair</source>
        <translation>Paar</translation>
    </message>
    <message>
        <source>Connect to another pair…</source>
        <translation>Mit anderem Paar verbinden …</translation>
    </message>
    <message>
        <source>Connect to a pair…</source>
        <translation>Mit einem Paar verbinden …</translation>
    </message>
    <message>
        <source>Create a pair…</source>
        <translation>Paar anlegen …</translation>
    </message>
    <message>
        <source>Look at the demo</source>
        <translation>Vorführung ansehen</translation>
    </message>
    <message>
        <source>setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>Let things move</source>
        <translation>Bewegung zulassen</translation>
    </message>
    <message>
        <source>Less motion</source>
        <translation>Weniger Bewegung</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>Helles Erscheinungsbild</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>Dunkles Erscheinungsbild</translation>
    </message>
    <message>
        <source>Theme of the system</source>
        <translation>Erscheinungsbild des Systems</translation>
    </message>
    <message>
        <source>Language of the system</source>
        <translation>Sprache des Systems</translation>
    </message>
    <message>
        <source>Forget the password or token of this pair</source>
        <translation>Kennwort oder Token dieses Paares vergessen</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
</context>
<context>
    <name>ConnectButton</name>
    <message>
        <source>Connect to {0}</source>
        <translation>Mit {0} verbinden</translation>
    </message>
    <message>
        <source>Connect to a server</source>
        <translation>Mit einem Server verbinden</translation>
    </message>
    <message>
        <source>Connecting to a server needs the role operator or admin.</source>
        <translation>Mit einem Server zu verbinden braucht die Rolle operator oder admin.</translation>
    </message>
    <message>
        <source>Connect to {0}: remote desktop (RDP)</source>
        <translation>Mit {0} verbinden: Remotedesktop (RDP)</translation>
    </message>
    <message>
        <source>Connect to {0}: VNC</source>
        <translation>Mit {0} verbinden: VNC</translation>
    </message>
    <message>
        <source>Connect to {0}: SSH</source>
        <translation>Mit {0} verbinden: SSH</translation>
    </message>
    <message>
        <source>Connect to {0}: other port…</source>
        <translation>Mit {0} verbinden: anderer Port …</translation>
    </message>
    <message>
        <source>Show open connections</source>
        <translation>Offene Verbindungen zeigen</translation>
    </message>
    <message>
        <source>Remote desktop (&amp;RDP)</source>
        <translation>Remotedesktop (&amp;RDP)</translation>
    </message>
    <message>
        <source>&amp;VNC</source>
        <translation>&amp;VNC</translation>
    </message>
    <message>
        <source>&amp;SSH</source>
        <translation>&amp;SSH</translation>
    </message>
    <message>
        <source>&amp;Other port…</source>
        <translation>Anderer &amp;Port …</translation>
    </message>
    <message>
        <source>{0} of {1} in the browser</source>
        <translation>{0} von {1} im Browser</translation>
    </message>
    <message>
        <source>Open &amp;connections…</source>
        <translation>Offene &amp;Verbindungen …</translation>
    </message>
</context>
<context>
    <name>ConnectWizard</name>
    <message>
        <source>Connect to a pair</source>
        <translation>Mit einem Paar verbinden</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>Fingerabdruck</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Nachgeprüft</translation>
    </message>
    <message>
        <source>Which pair?</source>
        <translation>Welches Paar?</translation>
    </message>
    <message>
        <source>The service address leads to whichever of its servers is active.</source>
        <translation>Die Dienstadresse führt zu demjenigen seiner Server, der aktiv ist.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Connecting to {0}…</source>
        <translation>Verbinden mit {0} …</translation>
    </message>
    <message>
        <source>Nothing secret is sent before you compared.</source>
        <translation>Nichts Geheimes wird gesendet, bevor Sie verglichen haben.</translation>
    </message>
    <message>
        <source>The simulated pair has no certificate.</source>
        <translation>Das simulierte Paar hat kein Zertifikat.</translation>
    </message>
    <message>
        <source>{0} cannot be reached.</source>
        <translation>{0} ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Fingerprint shown by the server: {0}</source>
        <translation>Fingerabdruck, den der Server zeigt: {0}</translation>
    </message>
    <message>
        <source>Is this your pair at {0}?</source>
        <translation>Ist dies Ihr Paar bei {0}?</translation>
    </message>
    <message>
        <source>Run &apos;twinhelm pair fingerprint&apos; on one of its servers and compare. It is asked once and pinned on this computer.</source>
        <translation>Rufen Sie „twinhelm pair fingerprint“ auf einem seiner Server auf und vergleichen Sie. Danach wird einmal gefragt; er wird auf diesem Rechner festgehalten.</translation>
    </message>
    <message>
        <source>They are the same.</source>
        <translation>Sie sind gleich.</translation>
    </message>
    <message>
        <source>They differ: this is another pair, or somebody in between.</source>
        <translation>Sie weichen ab: Dies ist ein anderes Paar, oder jemand steht dazwischen.</translation>
    </message>
    <message>
        <source>Paste it to let the console compare, or compare by eye and say so.</source>
        <translation>Fügen Sie ihn ein, damit die Konsole vergleicht, oder vergleichen Sie mit dem Auge und bestätigen Sie es.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Trust this pair</source>
        <translation>Diesem Paar vertrauen</translation>
    </message>
    <message>
        <source>Who are you on {0}?</source>
        <translation>Wer sind Sie auf {0}?</translation>
    </message>
    <message>
        <source>The fingerprint is pinned.</source>
        <translation>Der Fingerabdruck ist festgehalten.</translation>
    </message>
    <message>
        <source>This system has no usable keyring; it is kept until the console is closed.</source>
        <translation>Dieses System hat keinen benutzbaren Schlüsselbund; es wird nur bis zum Schließen der Konsole behalten.</translation>
    </message>
    <message>
        <source>This is no token; it begins with twinhelm-token-.</source>
        <translation>Das ist kein Token; es beginnt mit twinhelm-token-.</translation>
    </message>
    <message>
        <source>Type the name of a user of the pair.</source>
        <translation>Geben Sie den Namen eines Benutzers des Paares ein.</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>Anmelden …</translation>
    </message>
    <message>
        <source>You are not signed in.</source>
        <translation>Sie sind nicht angemeldet.</translation>
    </message>
    <message>
        <source>The server shows another certificate now; everything was stopped.</source>
        <translation>Der Server zeigt jetzt ein anderes Zertifikat; alles wurde angehalten.</translation>
    </message>
    <message>
        <source>You are connected to {0}.</source>
        <translation>Sie sind mit {0} verbunden.</translation>
    </message>
    <message>
        <source>Every point below was looked at just now.</source>
        <translation>Jeder Punkt unten wurde eben nachgesehen.</translation>
    </message>
    <message>
        <source>Show the pair</source>
        <translation>Paar zeigen</translation>
    </message>
    <message>
        <source>its fingerprint is pinned: {0}…</source>
        <translation>sein Fingerabdruck ist festgehalten: {0}…</translation>
    </message>
    <message>
        <source>signed in as {0}, {1}</source>
        <translation>angemeldet als {0}, {1}</translation>
    </message>
    <message>
        <source>{0}: may look and not operate</source>
        <translation>{0}: darf ansehen, nicht bedienen</translation>
    </message>
    <message>
        <source>{0} answers and is active</source>
        <translation>{0} antwortet und ist aktiv</translation>
    </message>
    <message>
        <source>{0} answers; no server is active</source>
        <translation>{0} antwortet; kein Server ist aktiv</translation>
    </message>
    <message>
        <source>{0} is heard by it</source>
        <translation>{0} wird von ihm gehört</translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <translation>{0} {1}</translation>
    </message>
    <message>
        <source>the token goes into this system&apos;s keyring</source>
        <translation>das Token kommt in den Schlüsselbund dieses Systems</translation>
    </message>
    <message>
        <source>the token is kept until the console is closed and nowhere else</source>
        <translation>das Token wird bis zum Schließen der Konsole behalten und sonst nirgends</translation>
    </message>
    <message>
        <source>the password goes into this system&apos;s keyring</source>
        <translation>das Kennwort kommt in den Schlüsselbund dieses Systems</translation>
    </message>
    <message>
        <source>the password is kept until the console is closed and nowhere else</source>
        <translation>das Kennwort bleibt, bis die Konsole geschlossen wird, und steht sonst nirgends</translation>
    </message>
    <message>
        <source>Zurich, cellar</source>
        <translation>Zürich, Keller</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Adresse</translation>
    </message>
    <message>
        <source>Service address or host name; port 7410 unless given.</source>
        <translation>Dienstadresse oder Rechnername; Port 7410, wenn keiner angegeben ist.</translation>
    </message>
    <message>
        <source>&amp;Site</source>
        <translation>&amp;Standort</translation>
    </message>
    <message>
        <source>Optional: groups pairs in the Fleet.</source>
        <translation>Freiwillig: ordnet Paare in der Flotte.</translation>
    </message>
    <message>
        <source>Output of &apos;twinhelm pair fingerprint&apos;</source>
        <translation>Ausgabe von „twinhelm pair fingerprint“</translation>
    </message>
    <message>
        <source>Fingerprint from a server of the pair</source>
        <translation>Fingerabdruck von einem Server des Paares</translation>
    </message>
    <message>
        <source>I &amp;compared all 64 digits by eye; they are the same</source>
        <translation>Ich habe alle 64 Ziffern mit dem Auge &amp;verglichen; sie sind gleich</translation>
    </message>
    <message>
        <source>Shown by the server (SHA-256 of the pair&apos;s authority)</source>
        <translation>Vom Server gezeigt (SHA-256 der Zertifizierungsstelle des Paares)</translation>
    </message>
    <message>
        <source>Sign in with</source>
        <translation>Anmelden mit</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Kennwort</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>&amp;Keep it in this system&apos;s keyring</source>
        <translation>&amp;Im Schlüsselbund dieses Systems behalten</translation>
    </message>
    <message>
        <source>&amp;Token</source>
        <translation>&amp;Token</translation>
    </message>
    <message>
        <source>From &apos;twinhelm user token&apos;</source>
        <translation>Von „twinhelm user token“</translation>
    </message>
    <message>
        <source>&amp;User</source>
        <translation>&amp;Benutzer</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Kennwort</translation>
    </message>
</context>
<context>
    <name>Connection</name>
    <message>
        <source>&apos;{0}&apos; is not an address; write it as [fd20::10]:7410.</source>
        <translation>„{0}“ ist keine Adresse; schreiben Sie sie als [fd20::10]:7410.</translation>
    </message>
    <message>
        <source>The address of the server is missing; write it as HOST:PORT, for example 10.20.0.10:7410.</source>
        <translation>Die Adresse des Servers fehlt; schreiben Sie sie als NAME:PORT, zum Beispiel 10.20.0.10:7410.</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; is not a port; choose a number from 1 to 65535.</source>
        <translation>„{0}“ ist kein Port; wählen Sie eine Zahl von 1 bis 65535.</translation>
    </message>
    <message>
        <source>A fingerprint has 64 hexadecimal digits; copy it from the output of &apos;twinhelm pair fingerprint&apos;.</source>
        <translation>Ein Fingerabdruck hat 64 hexadezimale Ziffern; kopieren Sie ihn aus der Ausgabe von „twinhelm pair fingerprint“.</translation>
    </message>
</context>
<context>
    <name>Console</name>
    <message>
        <source>No password or token is known for this pair yet.</source>
        <translation>Für dieses Paar ist noch kein Kennwort oder Token bekannt.</translation>
    </message>
    <message>
        <source>The demo could not be started; run &apos;twinhelm-console --demo&apos;.</source>
        <translation>Die Vorführung ließ sich nicht starten; führen Sie „twinhelm-console --demo“ aus.</translation>
    </message>
    <message>
        <source>This system has no keyring that can be used. Password or token is kept in memory until the console is closed, and nowhere else. To keep it, install and unlock a keyring (GNOME Keyring, KWallet) and sign in again.</source>
        <translation>Dieses System hat keinen benutzbaren Schlüsselbund. Kennwort oder Token bleibt im Speicher, bis die Konsole geschlossen wird, und sonst nirgends. Um es zu behalten, installieren und öffnen Sie einen Schlüsselbund (GNOME Keyring, KWallet) und melden Sie sich erneut an.</translation>
    </message>
    <message>
        <source>Password or token of {0} at {1} is removed; it is asked for at the next start.</source>
        <translation>Kennwort oder Token von {0} bei {1} ist entfernt; beim nächsten Start wird danach gefragt.</translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message>
        <source>fsync</source>
        <translation>fsync</translation>
    </message>
    <message>
        <source>fsyncs</source>
        <translation>fsyncs</translation>
    </message>
    <message>
        <source>write</source>
        <translation>Schreibvorgang</translation>
    </message>
    <message>
        <source>writes</source>
        <translation>Schreibvorgänge</translation>
    </message>
    <message>
        <source>changed path</source>
        <translation>geänderter Pfad</translation>
    </message>
    <message>
        <source>changed paths</source>
        <translation>geänderte Pfade</translation>
    </message>
    <message>
        <source>day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>days</source>
        <translation>Tage</translation>
    </message>
</context>
<context>
    <name>CreatePairWizard</name>
    <message>
        <source>Create a pair</source>
        <translation>Paar anlegen</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>Primary</source>
        <translation>Primär</translation>
    </message>
    <message>
        <source>Secondary</source>
        <translation>Sekundär</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Nachgeprüft</translation>
    </message>
    <message>
        <source>The console prepares the commands; they are run on the servers as root. Nothing is changed from here.</source>
        <translation>Die Konsole bereitet die Befehle vor; sie werden auf den Servern als root ausgeführt. Von hier aus wird nichts geändert.</translation>
    </message>
    <message>
        <source>Which two servers?</source>
        <translation>Welche zwei Server?</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>This is what can be known without the servers; they check it again when the commands are run.</source>
        <translation>Dies lässt sich ohne die Server wissen; sie prüfen es erneut, wenn die Befehle ausgeführt werden.</translation>
    </message>
    <message>
        <source>This can become a pair.</source>
        <translation>Dies kann ein Paar werden.</translation>
    </message>
    <message>
        <source>This cannot become a pair.</source>
        <translation>Dies kann kein Paar werden.</translation>
    </message>
    <message>
        <source>Go back and correct what stands first in the list.</source>
        <translation>Gehen Sie zurück und berichtigen Sie, was in der Liste zuoberst steht.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Show the commands</source>
        <translation>Befehle zeigen</translation>
    </message>
    <message>
        <source>On {0}, as root</source>
        <translation>Auf {0}, als root</translation>
    </message>
    <message>
        <source>It writes /etc/twinhelm/twinhelm.toml on {0}</source>
        <translation>Schreibt /etc/twinhelm/twinhelm.toml auf {0}</translation>
    </message>
    <message>
        <source>Make {0} the primary.</source>
        <translation>Machen Sie {0} zum primären Server.</translation>
    </message>
    <message>
        <source>It asks for the first user&apos;s password. Then type here what it told; the console connects and goes on.</source>
        <translation>Er fragt nach dem Kennwort des ersten Benutzers. Geben Sie dann hier ein, was er gemeldet hat; die Konsole verbindet sich und macht weiter.</translation>
    </message>
    <message>
        <source>Connect to {0}</source>
        <translation>Mit {0} verbinden</translation>
    </message>
    <message>
        <source>Connecting to {0}…</source>
        <translation>Verbinden mit {0} …</translation>
    </message>
    <message>
        <source>Only the server with this fingerprint is spoken to.</source>
        <translation>Nur mit dem Server mit diesem Fingerabdruck wird gesprochen.</translation>
    </message>
    <message>
        <source>The primary does not let the console in yet.</source>
        <translation>Der primäre Server lässt die Konsole noch nicht herein.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>A second server has joined already; no token is needed.</source>
        <translation>Ein zweiter Server ist schon beigetreten; es braucht keinen Beitrittsschlüssel.</translation>
    </message>
    <message>
        <source>The token in it lets one server in, once, within an hour. Whoever has it can join: do not send it by mail.</source>
        <translation>Der Beitrittsschlüssel darin lässt einen Server ein, einmal, innerhalb einer Stunde. Wer ihn hat, kann beitreten: Senden Sie ihn nicht per E-Mail.</translation>
    </message>
    <message>
        <source>The primary does not answer now.</source>
        <translation>Der primäre Server antwortet jetzt nicht.</translation>
    </message>
    <message>
        <source>{0} The console asks again every second.</source>
        <translation>{0} Die Konsole fragt jede Sekunde erneut.</translation>
    </message>
    <message>
        <source>{0} has joined and becomes whole.</source>
        <translation>{0} ist beigetreten und wird vollständig.</translation>
    </message>
    <message>
        <source>Waiting until {0} joins.</source>
        <translation>Warten, bis {0} beitritt.</translation>
    </message>
    <message>
        <source>{0} so far. Closing this window stops nothing.</source>
        <translation>Bisher {0}. Dieses Fenster zu schließen hält nichts an.</translation>
    </message>
    <message>
        <source>{0} is connected; no server is active yet.</source>
        <translation>{0} ist verbunden; noch ist kein Server aktiv.</translation>
    </message>
    <message>
        <source>A new primary becomes active by itself.</source>
        <translation>Ein neuer primärer Server wird von selbst aktiv.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>{0} stands: {1} is active, {2} can take over.</source>
        <translation>{0} steht: {1} ist aktiv, {2} kann übernehmen.</translation>
    </message>
    <message>
        <source>It took {0} since the token. Every point below was looked at just now.</source>
        <translation>Es dauerte {0} seit dem Beitrittsschlüssel. Jeder Punkt unten wurde eben nachgesehen.</translation>
    </message>
    <message>
        <source>Show the pair</source>
        <translation>Paar zeigen</translation>
    </message>
    <message>
        <source>no folder is protected yet: protect one next</source>
        <translation>noch ist kein Ordner geschützt: Schützen Sie als Nächstes einen</translation>
    </message>
    <message>
        <source>The pair</source>
        <translation>Das Paar</translation>
    </message>
    <message>
        <source>Pair &amp;name</source>
        <translation>&amp;Name des Paares</translation>
    </message>
    <message>
        <source>What it is for.</source>
        <translation>Wozu es dient.</translation>
    </message>
    <message>
        <source>Service &amp;address</source>
        <translation>Dienst&amp;adresse</translation>
    </message>
    <message>
        <source>What clients use; both servers carry it.</source>
        <translation>Was Clients benutzen; beide Server tragen sie.</translation>
    </message>
    <message>
        <source>&amp;Gateway</source>
        <translation>&amp;Gateway</translation>
    </message>
    <message>
        <source>Asked as the third opinion before a takeover.</source>
        <translation>Dritte Meinung vor einer Übernahme.</translation>
    </message>
    <message>
        <source>First &amp;user</source>
        <translation>Erster &amp;Benutzer</translation>
    </message>
    <message>
        <source>Its password is asked for on the primary.</source>
        <translation>Der primäre Server fragt nach dem Kennwort.</translation>
    </message>
    <message>
        <source>&amp;Primary</source>
        <translation>&amp;Primärer</translation>
    </message>
    <message>
        <source>Its public card</source>
        <translation>Seine öffentliche Karte</translation>
    </message>
    <message>
        <source>&amp;Secondary</source>
        <translation>&amp;Sekundärer</translation>
    </message>
    <message>
        <source>Heartbeat link {0}</source>
        <translation>Heartbeat-Verbindung {0}</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Card of the primary</source>
        <translation>Karte des primären</translation>
    </message>
    <message>
        <source>Address of the primary</source>
        <translation>Adresse des primären</translation>
    </message>
    <message>
        <source>Card of the secondary</source>
        <translation>Karte des sekundären</translation>
    </message>
    <message>
        <source>Address of the secondary</source>
        <translation>Adresse des sekundären</translation>
    </message>
    <message>
        <source>{0}, link {1}</source>
        <translation>{0}, Verbindung {1}</translation>
    </message>
    <message>
        <source>On the primary, as root</source>
        <translation>Auf dem primären, als root</translation>
    </message>
    <message>
        <source>It writes this configuration</source>
        <translation>Schreibt diese Konfiguration</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Adresse</translation>
    </message>
    <message>
        <source>The service address; the primary becomes active alone.</source>
        <translation>Die Dienstadresse; der primäre Server wird allein aktiv.</translation>
    </message>
    <message>
        <source>&amp;Fingerprint</source>
        <translation>&amp;Fingerabdruck</translation>
    </message>
    <message>
        <source>What &apos;twinhelm pair fingerprint&apos; printed.</source>
        <translation>Was „twinhelm pair fingerprint“ ausgegeben hat.</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Kennwort</translation>
    </message>
    <message>
        <source>Of the first user.</source>
        <translation>Des ersten Benutzers.</translation>
    </message>
    <message>
        <source>On the secondary, as root</source>
        <translation>Auf dem sekundären, als root</translation>
    </message>
</context>
<context>
    <name>Data</name>
    <message>
        <source>no limit</source>
        <translation>unbegrenzt</translation>
    </message>
    <message>
        <source>Nothing is known of checks yet.</source>
        <translation>Über Prüfungen ist noch nichts bekannt.</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>allem</translation>
    </message>
    <message>
        <source>The check of {0} is paused at {1}.</source>
        <translation>Die Prüfung von {0} ist bei {1} angehalten.</translation>
    </message>
    <message>
        <source>The check of {0} waits at {1}.</source>
        <translation>Die Prüfung von {0} wartet bei {1}.</translation>
    </message>
    <message>
        <source>Comparing {0}: {1}.</source>
        <translation>Vergleich von {0}: {1}.</translation>
    </message>
    <message>
        <source>{0} of about {1} objects, {2} of about {3} compared</source>
        <translation>{0} von etwa {1} Objekten, {2} von etwa {3} verglichen</translation>
    </message>
    <message>
        <source>{0} objects, {1} compared</source>
        <translation>{0} Objekte, {1} verglichen</translation>
    </message>
    <message>
        <source>about {0} left</source>
        <translation>noch etwa {0}</translation>
    </message>
    <message>
        <source>at {0}</source>
        <translation>bei {0}</translation>
    </message>
    <message>
        <source>Nothing differed so far.</source>
        <translation>Bisher keine Abweichung.</translation>
    </message>
    <message>
        <source>Nothing differed.</source>
        <translation>Keine Abweichung.</translation>
    </message>
    <message>
        <source>Found and repaired: {0} differing, {1} missing. Only on the passive: {2}.</source>
        <translation>Gefunden und behoben: {0} abweichend, {1} fehlend. Nur auf dem passiven Server: {2}.</translation>
    </message>
    <message>
        <source>This set has not been checked yet.</source>
        <translation>Dieser Satz wurde noch nicht geprüft.</translation>
    </message>
    <message>
        <source>The last check, of {0}, was cancelled at {1}.</source>
        <translation>Die letzte Prüfung, von {0}, wurde bei {1} abgebrochen.</translation>
    </message>
    <message>
        <source>The last check compared {0}.</source>
        <translation>Die letzte Prüfung ist beendet, mit dem Vergleich von {0}.</translation>
    </message>
    <message>
        <source>The check has been asked for.</source>
        <translation>Die Prüfung ist angefordert.</translation>
    </message>
    <message>
        <source>It is in {0} on {1} now.</source>
        <translation>Es liegt jetzt in {0} auf {1}.</translation>
    </message>
    <message>
        <source>It has been deleted on {0}.</source>
        <translation>Es ist auf {0} gelöscht.</translation>
    </message>
    <message>
        <source>{0} files and a list of {1} changes are in {2} on {3}.</source>
        <translation>{0} Dateien und eine Liste von {1} Änderungen liegen in {2} auf {3}.</translation>
    </message>
    <message>
        <source>changed since, and replicated</source>
        <translation>seither geändert und repliziert</translation>
    </message>
</context>
<context>
    <name>DataPage</name>
    <message>
        <source>Show files</source>
        <translation>Dateien zeigen</translation>
    </message>
    <message>
        <source>Show what checks found</source>
        <translation>Zeigen, was Prüfungen fanden</translation>
    </message>
    <message>
        <source>Show orphans</source>
        <translation>Verwaistes zeigen</translation>
    </message>
    <message>
        <source>Show archives</source>
        <translation>Archive zeigen</translation>
    </message>
    <message>
        <source>Check everything</source>
        <translation>Alles prüfen</translation>
    </message>
    <message>
        <source>Go on with the check</source>
        <translation>Prüfung fortsetzen</translation>
    </message>
    <message>
        <source>Pause the check</source>
        <translation>Prüfung anhalten</translation>
    </message>
    <message>
        <source>Cancel the check</source>
        <translation>Prüfung abbrechen</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>Orphans</source>
        <translation>Verwaistes</translation>
    </message>
    <message>
        <source>Archives</source>
        <translation>Archive</translation>
    </message>
    <message>
        <source>Only files in this state</source>
        <translation>Nur Dateien in diesem Zustand</translation>
    </message>
    <message>
        <source>All states</source>
        <translation>Alle Zustände</translation>
    </message>
    <message>
        <source>&amp;Only on the passive:</source>
        <translation>&amp;Nur auf dem passiven:</translation>
    </message>
    <message>
        <source>What becomes of what only the passive has</source>
        <translation>Was aus dem wird, was nur der passive Server hat</translation>
    </message>
    <message>
        <source>Folder above</source>
        <translation>Ordner darüber</translation>
    </message>
    <message>
        <source>Check this</source>
        <translation>Dies prüfen</translation>
    </message>
    <message>
        <source>Compare the selected file or folder with its copy, and repair what differs.</source>
        <translation>Die gewählte Datei oder den Ordner mit der Kopie vergleichen und beheben, was abweicht.</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>Zurückholen…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen…</translation>
    </message>
    <message>
        <source>Extract…</source>
        <translation>Entnehmen…</translation>
    </message>
    <message>
        <source>What checks found</source>
        <translation>Was Prüfungen fanden</translation>
    </message>
    <message>
        <source>{0} could not be asked</source>
        <translation>{0} war nicht zu fragen</translation>
    </message>
    <message>
        <source>only the first are shown</source>
        <translation>nur die ersten sind gezeigt</translation>
    </message>
    <message>
        <source>No folder is protected yet.</source>
        <translation>Noch ist kein Ordner geschützt.</translation>
    </message>
    <message>
        <source>Asking the servers…</source>
        <translation>Die Server werden gefragt…</translation>
    </message>
    <message>
        <source>There is no file in this state in this folder.</source>
        <translation>In diesem Ordner ist keine Datei in diesem Zustand.</translation>
    </message>
    <message>
        <source>This folder is empty.</source>
        <translation>Dieser Ordner ist leer.</translation>
    </message>
    <message>
        <source>No check has found anything that was not right.</source>
        <translation>Keine Prüfung hat etwas gefunden, das nicht stimmte.</translation>
    </message>
    <message>
        <source>Nothing is set aside: the passive has nothing that the active does not have.</source>
        <translation>Nichts ist beiseitegelegt: der passive Server hat nichts, was der aktive nicht hat.</translation>
    </message>
    <message>
        <source>Nothing is kept aside: everything that was captured was sent.</source>
        <translation>Nichts ist aufbewahrt: alles, was erfasst wurde, wurde gesendet.</translation>
    </message>
    <message>
        <source>It speaks of {0} and {1} more.</source>
        <translation>Es betrifft {0} und {1} weitere.</translation>
    </message>
    <message>
        <source>It speaks of {0}.</source>
        <translation>Es betrifft {0}.</translation>
    </message>
    <message>
        <source>Restore {0}</source>
        <translation>{0} zurückholen</translation>
    </message>
    <message>
        <source>A folder on {0} outside the protected ones; left empty, it goes back to where it was, on the active only.</source>
        <translation>Ein Ordner auf {0} außerhalb der geschützten; bleibt er leer, kommt es dorthin zurück, wo es war, nur auf dem aktiven Server.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Delete {0} from the quarantine</source>
        <translation>{0} aus der Quarantäne löschen</translation>
    </message>
    <message>
        <source>{0} files with {1} are deleted for good.</source>
        <translation>{0} Dateien mit {1} werden endgültig gelöscht.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Extract what {0} never sent in generation {1}</source>
        <translation>Entnehmen, was {0} in Generation {1} nie gesendet hat</translation>
    </message>
    <message>
        <source>A folder on {0} that does not exist yet, outside the protected ones.</source>
        <translation>Ein Ordner auf {0}, den es noch nicht gibt, außerhalb der geschützten.</translation>
    </message>
    <message>
        <source>Extract</source>
        <translation>Entnehmen</translation>
    </message>
</context>
<context>
    <name>DayStrip</name>
    <message>
        <source>Last 24 hours</source>
        <translation>Letzte 24 Stunden</translation>
    </message>
    <message>
        <source>change rate up to {0}</source>
        <translation>Änderungsrate bis {0}</translation>
    </message>
    <message>
        <source>change rate</source>
        <translation>Änderungsrate</translation>
    </message>
    <message>
        <source>{0} active</source>
        <translation>{0} aktiv</translation>
    </message>
    <message>
        <source>role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>events</source>
        <translation>Ereignisse</translation>
    </message>
</context>
<context>
    <name>DestructiveConfirmation</name>
    <message>
        <source>Type &amp;the name of the server, {0}, to go on:</source>
        <translation>&amp;Geben Sie den Namen des Servers ein, {0}, um fortzufahren:</translation>
    </message>
    <message>
        <source>Name of the server, {0}</source>
        <translation>Name des Servers, {0}</translation>
    </message>
    <message>
        <source>Change nothing</source>
        <translation>Nichts ändern</translation>
    </message>
</context>
<context>
    <name>Divergence</name>
    <message>
        <source>{0} could not be asked what it keeps aside</source>
        <translation>{0} konnte nicht gefragt werden, was er beiseitegelegt hat</translation>
    </message>
    <message>
        <source>entry</source>
        <translation>Eintrag</translation>
    </message>
    <message>
        <source>entries</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>{0} and {1} more</source>
        <translation>{0} und {1} weitere</translation>
    </message>
    <message>
        <source>{0} of generation {1} were never sent and are kept on {2} in {3}: {4}</source>
        <translation>{0} der Generation {1} wurden nie gesendet und liegen auf {2} in {3}: {4}</translation>
    </message>
</context>
<context>
    <name>EventsPage</name>
    <message>
        <source>Search the events</source>
        <translation>Ereignisse durchsuchen</translation>
    </message>
    <message>
        <source>Export the events as CSV</source>
        <translation>Ereignisse als CSV exportieren</translation>
    </message>
    <message>
        <source>Export the events as JSON</source>
        <translation>Ereignisse als JSON exportieren</translation>
    </message>
    <message>
        <source>CSV for spreadsheets (*.csv)</source>
        <translation>CSV für Tabellenprogramme (*.csv)</translation>
    </message>
    <message>
        <source>JSON for programs (*.json)</source>
        <translation>JSON für Programme (*.json)</translation>
    </message>
    <message>
        <source>Export events</source>
        <translation>Ereignisse exportieren</translation>
    </message>
    <message>
        <source>{0} cannot be written ({1}); choose another folder.</source>
        <translation>{0} kann nicht geschrieben werden ({1}); wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Fetching older events for the export, {0} so far…</source>
        <translation>Ältere Ereignisse werden für die Ausgabe geholt, bisher {0} …</translation>
    </message>
    <message>
        <source>{0} written to {1}.</source>
        <translation>{0} nach {1} geschrieben.</translation>
    </message>
    <message>
        <source>{0} written to {1}; older ones could not be fetched.</source>
        <translation>{0} nach {1} geschrieben; ältere ließen sich nicht holen.</translation>
    </message>
    <message>
        <source>change of role</source>
        <translation>Rollenwechsel</translation>
    </message>
    <message>
        <source>changes of role</source>
        <translation>Rollenwechsel</translation>
    </message>
    <message>
        <source>live</source>
        <translation>live</translation>
    </message>
    <message>
        <source>searching in {0}…</source>
        <translation>Suche in {0} …</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
    <message>
        <source>searched back to {0}…</source>
        <translation>durchsucht bis {0} …</translation>
    </message>
    <message>
        <source>asking for older ones…</source>
        <translation>ältere werden geholt …</translation>
    </message>
    <message>
        <source>all that the server keeps</source>
        <translation>alles, was der Server aufbewahrt</translation>
    </message>
    <message>
        <source>older ones follow as you scroll</source>
        <translation>ältere folgen beim Blättern</translation>
    </message>
    <message>
        <source>What happens appears here, with the reason.</source>
        <translation>Hier erscheint, was geschieht, mit dem Grund.</translation>
    </message>
    <message>
        <source>Nothing matches so far; older events are being searched.</source>
        <translation>Bisher passt nichts; ältere Ereignisse werden durchsucht.</translation>
    </message>
    <message>
        <source>Nothing matches in what is known; older events could not be fetched.</source>
        <translation>In dem, was bekannt ist, passt nichts; ältere Ereignisse ließen sich nicht holen.</translation>
    </message>
    <message>
        <source>Nothing matches.</source>
        <translation>Nichts passt.</translation>
    </message>
    <message>
        <source>Choose an event to read it whole.</source>
        <translation>Wählen Sie ein Ereignis, um es ganz zu lesen.</translation>
    </message>
    <message>
        <source>generation {0}</source>
        <translation>Generation {0}</translation>
    </message>
    <message>
        <source>asked for by {0}</source>
        <translation>verlangt von {0}</translation>
    </message>
    <message>
        <source>{0} became active</source>
        <translation>{0} wurde aktiv</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Only severity {0}</source>
        <translation>Nur Gewicht {0}</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>every kind</source>
        <translation>jede Art</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>both servers</source>
        <translation>beide Server</translation>
    </message>
    <message>
        <source>CSV…</source>
        <translation>CSV …</translation>
    </message>
    <message>
        <source>JSON…</source>
        <translation>JSON …</translation>
    </message>
    <message>
        <source>Export what is shown as {0}</source>
        <translation>Gezeigtes als {0} exportieren</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Who was active</source>
        <translation>Wer aktiv war</translation>
    </message>
</context>
<context>
    <name>FailoverWizard</name>
    <message>
        <source>Failover</source>
        <translation>Ausfallübernahme</translation>
    </message>
    <message>
        <source>What is lost</source>
        <translation>Was verloren geht</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>Im Gange</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Nachgeprüft</translation>
    </message>
    <message>
        <source>entries lost</source>
        <translation>Einträge verloren</translation>
    </message>
    <message>
        <source>of changes lost</source>
        <translation>Änderungen verloren</translation>
    </message>
    <message>
        <source>of work lost</source>
        <translation>Arbeit verloren</translation>
    </message>
    <message>
        <source>Looking at both servers…</source>
        <translation>Beide Server werden angesehen …</translation>
    </message>
    <message>
        <source>Nothing is changed by this.</source>
        <translation>Hierdurch wird nichts geändert.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Fail over</source>
        <translation>Übernahme erzwingen</translation>
    </message>
    <message>
        <source>{0} would take over from {1}, without what {1} has not sent yet.</source>
        <translation>{0} würde von {1} übernehmen, ohne das, was {1} noch nicht gesendet hat.</translation>
    </message>
    <message>
        <source>Nothing is changed before you type the name below. The figures are those of this moment and are lost for good.</source>
        <translation>Nichts wird geändert, bevor Sie unten den Namen eingeben. Die Zahlen gelten für diesen Augenblick; sie sind endgültig verloren.</translation>
    </message>
    <message>
        <source>The console cannot start a failover now.</source>
        <translation>Die Konsole kann jetzt keine Ausfallübernahme beginnen.</translation>
    </message>
    <message>
        <source>Type the name of the server that loses its role: {0}</source>
        <translation>Geben Sie den Namen des Servers ein, der seine Rolle verliert: {0}</translation>
    </message>
    <message>
        <source>Name of the server that loses its role, {0}</source>
        <translation>Name des Servers, der seine Rolle verliert, {0}</translation>
    </message>
    <message>
        <source>Fail over to {0}</source>
        <translation>Übernahme auf {0} erzwingen</translation>
    </message>
    <message>
        <source>Change nothing</source>
        <translation>Nichts ändern</translation>
    </message>
    <message>
        <source>Asking {0} to take over…</source>
        <translation>{0} wird zur Übernahme aufgefordert …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>The failover was not started; nothing was changed.</source>
        <translation>Die Ausfallübernahme wurde nicht begonnen; nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Erneut ansehen</translation>
    </message>
</context>
<context>
    <name>FailurePanel</name>
    <message>
        <source>If it failed now</source>
        <translation>Wenn er jetzt ausfiele</translation>
    </message>
    <message>
        <source>without service</source>
        <translation>ohne Dienst</translation>
    </message>
    <message>
        <source>changes lost</source>
        <translation>Änderungen verloren</translation>
    </message>
    <message>
        <source>If the active failed now</source>
        <translation>Wenn der aktive Server ausfiele</translation>
    </message>
    <message>
        <source>known once a server is active</source>
        <translation>bekannt, sobald ein Server aktiv ist</translation>
    </message>
    <message>
        <source>If {0} failed now</source>
        <translation>Wenn {0} jetzt ausfiele</translation>
    </message>
    <message>
        <source>change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>durable commits lost</source>
        <translation>durable Commits verloren</translation>
    </message>
    <message>
        <source>{0}, {1} not synced yet</source>
        <translation>{0}, {1} noch nicht gesichert</translation>
    </message>
    <message>
        <source>nothing waits in the unsafe queue</source>
        <translation>die unsichere Warteschlange ist leer</translation>
    </message>
    <message>
        <source>change lost</source>
        <translation>Änderung verloren</translation>
    </message>
    <message>
        <source>{0}, the last {1} of work</source>
        <translation>{0}, die Arbeit der letzten {1}</translation>
    </message>
    <message>
        <source>no takeover</source>
        <translation>keine Übernahme</translation>
    </message>
    <message>
        <source>not measured yet</source>
        <translation>noch ungemessen</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>.</source>
        <translation>,</translation>
    </message>
    <message>
        <source>{0} of {1} {2}</source>
        <translation>{0} von {1} {2}</translation>
    </message>
    <message>
        <source>{0} days</source>
        <translation>{0} Tage</translation>
    </message>
    <message>
        <source>{0} ago</source>
        <translation>vor {0}</translation>
    </message>
    <message>
        <source>never heard</source>
        <translation>nie gehört</translation>
    </message>
    <message>
        <source>no data for {0}</source>
        <translation>keine Daten seit {0}</translation>
    </message>
    <message>
        <source>has never been heard</source>
        <translation>wurde nie gehört</translation>
    </message>
    <message>
        <source>has not been heard for {0}</source>
        <translation>wurde seit {0} nicht gehört</translation>
    </message>
    <message>
        <source>{0} and {1}</source>
        <translation>{0} und {1}</translation>
    </message>
</context>
<context>
    <name>FingerprintDialog</name>
    <message>
        <source>Fingerprint of the pair</source>
        <translation>Fingerabdruck des Paares</translation>
    </message>
    <message>
        <source>This is not the pair you trusted</source>
        <translation>Dies ist nicht das Paar, dem Sie vertraut haben</translation>
    </message>
    <message>
        <source>Is this your pair at {0}?</source>
        <translation>Ist dies Ihr Paar bei {0}?</translation>
    </message>
    <message>
        <source>{0} shows another certificate than before. Nothing was sent to it. If the pair was set up anew, type the fingerprint that &apos;twinhelm pair fingerprint&apos; shows on its primary server; otherwise close this and tell your network&apos;s administrator.</source>
        <translation>{0} zeigt ein anderes Zertifikat als bisher. Es wurde nichts dorthin gesendet. Wurde das Paar neu eingerichtet, geben Sie den Fingerabdruck ein, den „twinhelm pair fingerprint“ auf seinem primären Server zeigt; sonst schließen Sie dies und benachrichtigen Ihre Netzwerkverwaltung.</translation>
    </message>
    <message>
        <source>Compare this fingerprint with the one that &apos;twinhelm pair fingerprint&apos; shows on a server. It is asked only once.</source>
        <translation>Vergleichen Sie diesen Fingerabdruck mit dem, den „twinhelm pair fingerprint“ auf einem Server zeigt. Danach wird nur einmal gefragt.</translation>
    </message>
    <message>
        <source>Trusted so far</source>
        <translation>Bisher vertraut</translation>
    </message>
    <message>
        <source>Shown now (SHA-256)</source>
        <translation>Jetzt gezeigt (SHA-256)</translation>
    </message>
    <message>
        <source>Fingerprint from the primary server</source>
        <translation>Fingerabdruck vom primären Server</translation>
    </message>
    <message>
        <source>Trust this pair</source>
        <translation>Diesem Paar vertrauen</translation>
    </message>
    <message>
        <source>Do not connect</source>
        <translation>Nicht verbinden</translation>
    </message>
</context>
<context>
    <name>FirstSteps</name>
    <message>
        <source>First steps</source>
        <translation>Erste Schritte</translation>
    </message>
    <message>
        <source>No pair is known yet.</source>
        <translation>Noch ist kein Paar bekannt.</translation>
    </message>
    <message>
        <source>A pair is two servers: one is active, the other stands one heartbeat behind it and takes over when it fails.</source>
        <translation>Ein Paar sind zwei Server: Einer ist aktiv, der andere steht einen Herzschlag hinter ihm und übernimmt, wenn er ausfällt.</translation>
    </message>
    <message>
        <source>Connect to a pair…</source>
        <translation>Mit einem Paar verbinden …</translation>
    </message>
    <message>
        <source>It runs already: by its service address. Its fingerprint is shown before anything is sent.</source>
        <translation>Es läuft schon: über seine Dienstadresse. Sein Fingerabdruck wird gezeigt, bevor etwas gesendet wird.</translation>
    </message>
    <message>
        <source>Create a pair…</source>
        <translation>Paar anlegen …</translation>
    </message>
    <message>
        <source>Two servers that have Twinhelm installed become one pair, step by step.</source>
        <translation>Aus zwei Servern, auf denen Twinhelm installiert ist, wird Schritt für Schritt ein Paar.</translation>
    </message>
    <message>
        <source>Look at the demo</source>
        <translation>Vorführung ansehen</translation>
    </message>
    <message>
        <source>A simulated pair and fleet in a window of their own; no server is needed.</source>
        <translation>Ein simuliertes Paar und eine Flotte in einem eigenen Fenster; kein Server ist nötig.</translation>
    </message>
</context>
<context>
    <name>Fleet</name>
    <message>
        <source>critical</source>
        <translation>kritisch</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>abgerissen</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>not ready</source>
        <translation>nicht bereit</translation>
    </message>
    <message>
        <source>waits for you</source>
        <translation>wartet auf Sie</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>im Gange</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>verbindet</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>The pair does not answer.</source>
        <translation>Das Paar antwortet nicht.</translation>
    </message>
    <message>
        <source>never heard</source>
        <translation>nie gehört</translation>
    </message>
    <message>
        <source>since {0} ({1})</source>
        <translation>seit {0} ({1})</translation>
    </message>
    <message>
        <source>not asked yet</source>
        <translation>noch nicht gefragt</translation>
    </message>
    <message>
        <source>no site</source>
        <translation>kein Standort</translation>
    </message>
    <message>
        <source>{0} active</source>
        <translation>{0} aktiv</translation>
    </message>
    <message>
        <source>pair</source>
        <translation>Paar</translation>
    </message>
    <message>
        <source>pairs</source>
        <translation>Paare</translation>
    </message>
</context>
<context>
    <name>FleetPage</name>
    <message>
        <source>Add a pair</source>
        <translation>Paar hinzufügen</translation>
    </message>
    <message>
        <source>Find a pair</source>
        <translation>Paar suchen</translation>
    </message>
    <message>
        <source>Show the fleet as a table</source>
        <translation>Flotte als Tabelle zeigen</translation>
    </message>
    <message>
        <source>Show the fleet as cards</source>
        <translation>Flotte als Karten zeigen</translation>
    </message>
    <message>
        <source>Go to pair {0}</source>
        <translation>Zu Paar {0}</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Standort</translation>
    </message>
    <message>
        <source>Where does {0} stand?</source>
        <translation>Wo steht {0}?</translation>
    </message>
    <message>
        <source>Take {0} off the list? Its fingerprint is forgotten too; the pair itself is not touched.</source>
        <translation>{0} aus der Liste nehmen? Auch der Fingerabdruck wird vergessen; das Paar selbst bleibt unberührt.</translation>
    </message>
    <message>
        <source>Forget a pair</source>
        <translation>Paar vergessen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Site…</source>
        <translation>Standort …</translation>
    </message>
    <message>
        <source>Forget…</source>
        <translation>Vergessen …</translation>
    </message>
    <message>
        <source>pair</source>
        <translation>Paar</translation>
    </message>
    <message>
        <source>pairs</source>
        <translation>Paare</translation>
    </message>
    <message>
        <source>Fleet</source>
        <translation>Flotte</translation>
    </message>
    <message>
        <source>Search for something else, or show all {0} pairs again.</source>
        <translation>Suchen Sie etwas anderes, oder zeigen Sie wieder alle {0} Paare.</translation>
    </message>
    <message>
        <source>No pair matches what you are looking for.</source>
        <translation>Kein Paar passt zu Ihrer Suche.</translation>
    </message>
    <message>
        <source>Name, address, site or sentence</source>
        <translation>Name, Adresse, Standort oder Satz</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Braucht Aufmerksamkeit</translation>
    </message>
    <message>
        <source>By site</source>
        <translation>Nach Standort</translation>
    </message>
    <message>
        <source>Leave out the pairs that are well.</source>
        <translation>Paare auslassen, denen nichts fehlt.</translation>
    </message>
    <message>
        <source>Put the pairs of a site together, the site with the worst pair first.</source>
        <translation>Paare eines Standorts zusammenstellen, der Standort mit dem schlechtesten Paar zuerst.</translation>
    </message>
    <message>
        <source>Show as</source>
        <translation>Zeigen als</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>Karten</translation>
    </message>
    <message>
        <source>Add a pair…</source>
        <translation>Paar hinzufügen …</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>Add one by its service address; its fingerprint is shown before anything is sent.</source>
        <translation>Fügen Sie eines über seine Dienstadresse hinzu; sein Fingerabdruck wird gezeigt, bevor etwas gesendet wird.</translation>
    </message>
    <message>
        <source>No pair is known yet.</source>
        <translation>Noch ist kein Paar bekannt.</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>Paare</translation>
    </message>
</context>
<context>
    <name>Follow</name>
    <message>
        <source>The server ended the report; asking again.</source>
        <translation>Der Server hat den Bericht beendet; es wird erneut gefragt.</translation>
    </message>
    <message>
        <source>The answering server does not know the operation yet; asking again.</source>
        <translation>Der antwortende Server kennt den Vorgang noch nicht; es wird erneut gefragt.</translation>
    </message>
    <message>
        <source>The server has said nothing for {0} s.</source>
        <translation>Der Server hat seit {0} s nichts gesagt.</translation>
    </message>
</context>
<context>
    <name>Gateway</name>
    <message>
        <source>The server gave no reason; look into its events.</source>
        <translation>Der Server hat keinen Grund genannt; sehen Sie in seine Ereignisse.</translation>
    </message>
    <message>
        <source>The connection to the server was lost.</source>
        <translation>Die Verbindung zum Server ist abgerissen.</translation>
    </message>
    <message>
        <source>The server ended the stream of its status.</source>
        <translation>Der Server hat die Übertragung seines Zustands beendet.</translation>
    </message>
    <message>
        <source>The server ended the stream of its events.</source>
        <translation>Der Server hat die Übertragung seiner Ereignisse beendet.</translation>
    </message>
    <message>
        <source>There is no connection to {0} now.</source>
        <translation>Zu {0} besteht jetzt keine Verbindung.</translation>
    </message>
    <message>
        <source>The session has ended; signing in again.</source>
        <translation>Die Sitzung ist beendet; es wird erneut angemeldet.</translation>
    </message>
    <message>
        <source>The connection was closed; connecting again.</source>
        <translation>Die Verbindung wurde geschlossen; es wird neu verbunden.</translation>
    </message>
</context>
<context>
    <name>Graph</name>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
</context>
<context>
    <name>GraphPanel</name>
    <message>
        <source>known once the pair answers</source>
        <translation>bekannt, sobald das Paar antwortet</translation>
    </message>
    <message>
        <source>entry</source>
        <translation>Eintrag</translation>
    </message>
    <message>
        <source>entries</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>not yet on the passive</source>
        <translation>noch nicht übertragen</translation>
    </message>
    <message>
        <source>not yet applied</source>
        <translation>noch nicht angewendet</translation>
    </message>
</context>
<context>
    <name>HeadPanel</name>
    <message>
        <source>Next in the unsafe queue</source>
        <translation>Als Nächstes in der unsicheren Warteschlange</translation>
    </message>
    <message>
        <source>Nothing waits.</source>
        <translation>Nichts wartet.</translation>
    </message>
    <message>
        <source>The entries appear when the pair answers.</source>
        <translation>Die Einträge erscheinen, wenn das Paar antwortet.</translation>
    </message>
    <message>
        <source>set {0}, on {1}</source>
        <translation>Satz {0}, auf {1}</translation>
    </message>
</context>
<context>
    <name>Kinds</name>
    <message>
        <source>role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>link</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>set</source>
        <translation>Satz</translation>
    </message>
    <message>
        <source>application</source>
        <translation>Anwendung</translation>
    </message>
    <message>
        <source>packet filter</source>
        <translation>Paketfilter</translation>
    </message>
    <message>
        <source>security</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>configuration</source>
        <translation>Konfiguration</translation>
    </message>
    <message>
        <source>relay</source>
        <translation>Weiterleitung</translation>
    </message>
    <message>
        <source>queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>replication</source>
        <translation>Replikation</translation>
    </message>
    <message>
        <source>check</source>
        <translation>Prüfung</translation>
    </message>
</context>
<context>
    <name>Loss</name>
    <message>
        <source>no server is active; a failover needs one to take over from</source>
        <translation>kein Server ist aktiv; eine Ausfallübernahme braucht einen, von dem übernommen wird</translation>
    </message>
    <message>
        <source>{0} has not answered for {1}. The console reaches the pair through the service address, which only an active answers; {2} takes over by itself when it is sure, or at its own screen: twinhelm failover --force</source>
        <translation>{0} hat seit {1} nicht geantwortet. Die Konsole erreicht das Paar über die Dienstadresse, an der nur ein aktiver Server antwortet; {2} übernimmt von selbst, wenn es sicher ist, oder an seiner eigenen Konsole: twinhelm failover --force</translation>
    </message>
    <message>
        <source>{0} answers and passes the request on to {1} over the heartbeat network</source>
        <translation>{0} antwortet und reicht den Auftrag über das Heartbeat-Netz an {1} weiter</translation>
    </message>
    <message>
        <source>{0} is heard and can be asked to take over</source>
        <translation>{0} wird gehört und kann zur Übernahme aufgefordert werden</translation>
    </message>
    <message>
        <source>{0} {1}; nobody else could take over</source>
        <translation>{0} {1}; niemand sonst könnte übernehmen</translation>
    </message>
    <message>
        <source>the copy of {0} on {1} is not usable; {1} refuses to take over with it</source>
        <translation>die Kopie von {0} auf {1} ist nicht brauchbar; {1} lehnt eine Übernahme damit ab</translation>
    </message>
    <message>
        <source>the copy of every set on {0} can be used</source>
        <translation>die Kopie jedes Satzes auf {0} ist brauchbar</translation>
    </message>
    <message>
        <source>nothing waits in the unsafe queue at this moment</source>
        <translation>in der unsicheren Warteschlange wartet in diesem Augenblick nichts</translation>
    </message>
    <message>
        <source>{0}, {1}, the last {2} of work wait in the unsafe queue and are lost</source>
        <translation>{0}, {1}, die Arbeit der letzten {2}, warten in der unsicheren Warteschlange und gehen verloren</translation>
    </message>
    <message>
        <source>entry</source>
        <translation>Eintrag</translation>
    </message>
    <message>
        <source>entries</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>a switchover is possible now, exchanges the roles as well and loses nothing</source>
        <translation>eine Umschaltung ist jetzt möglich, tauscht die Rollen ebenfalls und verliert nichts</translation>
    </message>
    <message>
        <source>the pair is not ready</source>
        <translation>das Paar ist nicht bereit</translation>
    </message>
    <message>
        <source>a switchover, which loses nothing, is not possible: {0}</source>
        <translation>eine Umschaltung, die nichts verliert, ist nicht möglich: {0}</translation>
    </message>
    <message>
        <source>At this moment {0} with {1}, the last {2} of work, are only on {3}; they grow until the failover begins.</source>
        <translation>In diesem Augenblick sind {0} mit {1}, die Arbeit der letzten {2}, nur auf {3}; sie wachsen, bis die Ausfallübernahme beginnt.</translation>
    </message>
    <message>
        <source>What applications have made durable with fsync is on both servers and is kept.</source>
        <translation>Was Anwendungen mit fsync gesichert haben, ist auf beiden Servern und bleibt erhalten.</translation>
    </message>
    <message>
        <source>{0} keeps what it never sent aside and lists it when it has come back; it is not merged by itself.</source>
        <translation>{0} legt beiseite, was es nie gesendet hat, und listet es auf, sobald es zurück ist; es wird nicht von selbst zusammengeführt.</translation>
    </message>
    <message>
        <source>{0} is asked to stop its applications and to fall silent; clients lose their connections until {1} serves.</source>
        <translation>{0} wird aufgefordert, seine Anwendungen anzuhalten und zu verstummen; Clients verlieren ihre Verbindungen, bis {1} den Dienst leistet.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>updated {0}</source>
        <translation>aktualisiert {0}</translation>
    </message>
    <message>
        <source>Sign in…</source>
        <translation>Anmelden …</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>Vergleichen …</translation>
    </message>
    <message>
        <source>set</source>
        <translation>Satz</translation>
    </message>
    <message>
        <source>sets</source>
        <translation>Sätze</translation>
    </message>
    <message>
        <source>Connect or create one</source>
        <translation>Verbinden oder anlegen</translation>
    </message>
    <message>
        <source>Type the name of a user of this pair.</source>
        <translation>Geben Sie den Namen eines Benutzers dieses Paars ein.</translation>
    </message>
    <message>
        <source>No pair yet</source>
        <translation>Noch kein Paar</translation>
    </message>
</context>
<context>
    <name>MinuteCurve</name>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
</context>
<context>
    <name>Moments</name>
    <message>
        <source>Mon</source>
        <translation>Mo</translation>
    </message>
    <message>
        <source>Tue</source>
        <translation>Di</translation>
    </message>
    <message>
        <source>Wed</source>
        <translation>Mi</translation>
    </message>
    <message>
        <source>Thu</source>
        <translation>Do</translation>
    </message>
    <message>
        <source>Fri</source>
        <translation>Fr</translation>
    </message>
    <message>
        <source>Sat</source>
        <translation>Sa</translation>
    </message>
    <message>
        <source>Sun</source>
        <translation>So</translation>
    </message>
    <message>
        <source>Jan</source>
        <translation>Jan</translation>
    </message>
    <message>
        <source>Feb</source>
        <translation>Feb</translation>
    </message>
    <message>
        <source>Mar</source>
        <translation>Mär</translation>
    </message>
    <message>
        <source>Apr</source>
        <translation>Apr</translation>
    </message>
    <message>
        <source>May</source>
        <translation>Mai</translation>
    </message>
    <message>
        <source>Jun</source>
        <translation>Jun</translation>
    </message>
    <message>
        <source>Jul</source>
        <translation>Jul</translation>
    </message>
    <message>
        <source>Aug</source>
        <translation>Aug</translation>
    </message>
    <message>
        <source>Sep</source>
        <translation>Sep</translation>
    </message>
    <message>
        <source>Oct</source>
        <translation>Okt</translation>
    </message>
    <message>
        <source>Nov</source>
        <translation>Nov</translation>
    </message>
    <message>
        <source>Dec</source>
        <translation>Dez</translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <translation>{0}. {1}</translation>
    </message>
</context>
<context>
    <name>NoPair</name>
    <message>
        <source>No pair is known yet; connect to one first.</source>
        <translation>Noch ist kein Paar bekannt; verbinden Sie sich zuerst mit einem.</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Understood</source>
        <translation>Verstanden</translation>
    </message>
</context>
<context>
    <name>OperationGuide</name>
    <message>
        <source>Why? It is written into the events (optional)</source>
        <translation>Warum? Es wird in die Ereignisse geschrieben (freiwillig)</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Asking how far it is…</source>
        <translation>Es wird gefragt, wie weit es ist …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>{0} so far · now: {1} on {2}</source>
        <translation>bisher {0} · jetzt: {1} auf {2}</translation>
    </message>
    <message>
        <source>{0} so far · between two phases</source>
        <translation>bisher {0} · zwischen zwei Phasen</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>{0} The service address moves from one server to the other; the report goes on with the next answer.</source>
        <translation>{0} Die Dienstadresse wandert von einem Server zum anderen; der Bericht geht mit der nächsten Antwort weiter.</translation>
    </message>
    <message>
        <source>Connecting to the new active server…</source>
        <translation>Verbinden mit dem neuen aktiven Server …</translation>
    </message>
    <message>
        <source>{0} Every point below was looked at afterwards and holds.</source>
        <translation>{0} Jeder Punkt unten wurde danach nachgesehen und gilt.</translation>
    </message>
    <message>
        <source>{0} is active, and {1} stands by.</source>
        <translation>{0} ist aktiv, und {1} steht bereit.</translation>
    </message>
    <message>
        <source>{0} has taken over; 1 point does not hold yet.</source>
        <translation>{0} hat übernommen; 1 Punkt gilt noch nicht.</translation>
    </message>
    <message>
        <source>{0} has taken over; {1} points do not hold yet.</source>
        <translation>{0} hat übernommen; {1} Punkte gelten noch nicht.</translation>
    </message>
    <message>
        <source>{0} The list follows the pair; it may need a few seconds.</source>
        <translation>{0} Die Liste folgt dem Paar; es kann einige Sekunden dauern.</translation>
    </message>
    <message>
        <source>The failover took {0}.</source>
        <translation>Die Ausfallübernahme dauerte {0}.</translation>
    </message>
    <message>
        <source>The switchover took {0}.</source>
        <translation>Die Umschaltung dauerte {0}.</translation>
    </message>
    <message>
        <source>It took {0}.</source>
        <translation>Es dauerte {0}.</translation>
    </message>
    <message>
        <source>{0} takes over from {1}.</source>
        <translation>{0} übernimmt von {1}.</translation>
    </message>
    <message>
        <source>{0} gives its role to {1}.</source>
        <translation>{0} gibt seine Rolle an {1} ab.</translation>
    </message>
    <message>
        <source>{0} has taken over.</source>
        <translation>{0} hat übernommen.</translation>
    </message>
    <message>
        <source>Looking at the pair…</source>
        <translation>Das Paar wird angesehen …</translation>
    </message>
    <message>
        <source>The server gave no reason; look into its events.</source>
        <translation>Der Server hat keinen Grund genannt; sehen Sie in seine Ereignisse.</translation>
    </message>
    <message>
        <source>The switchover was cancelled; the pair went back to a working active.</source>
        <translation>Die Umschaltung wurde abgebrochen; das Paar ist zu einem arbeitenden aktiven Server zurückgekehrt.</translation>
    </message>
    <message>
        <source>The failover failed; the Overview shows which server is active.</source>
        <translation>Die Ausfallübernahme ist fehlgeschlagen; der Überblick zeigt, welcher Server aktiv ist.</translation>
    </message>
    <message>
        <source>The switchover failed; the pair went back to a working active.</source>
        <translation>Die Umschaltung ist fehlgeschlagen; das Paar ist zu einem arbeitenden aktiven Server zurückgekehrt.</translation>
    </message>
    <message>
        <source>It is done, but the pair could not be looked at yet.</source>
        <translation>Es ist getan, aber das Paar konnte noch nicht angesehen werden.</translation>
    </message>
    <message>
        <source>The report ended before the end of the operation was known.</source>
        <translation>Der Bericht brach ab, bevor das Ende des Vorgangs bekannt war.</translation>
    </message>
    <message>
        <source>{0} The Overview shows how the pair is.</source>
        <translation>{0} Der Überblick zeigt, wie es um das Paar steht.</translation>
    </message>
    <message>
        <source>Where the time went: {0}</source>
        <translation>Wo die Zeit blieb: {0}</translation>
    </message>
</context>
<context>
    <name>OtherPortDialog</name>
    <message>
        <source>Connect to {0}</source>
        <translation>Mit {0} verbinden</translation>
    </message>
    <message>
        <source>&amp;Port</source>
        <translation>&amp;Port</translation>
    </message>
    <message>
        <source>The port has to be on the pair&apos;s list; an admin adds it.</source>
        <translation>Der Port muss auf der Liste des Paares stehen; ein admin trägt ihn ein.</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Which port of {0}?</source>
        <translation>Welcher Port von {0}?</translation>
    </message>
    <message>
        <source>A port of this computer will lead to it, for your own program.</source>
        <translation>Ein Port dieses Rechners führt dann dorthin, für Ihr eigenes Programm.</translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message>
        <source>Switch over…</source>
        <translation>Umschalten …</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>The pair</source>
        <translation>Das Paar</translation>
    </message>
    <message>
        <source>Unsafe queue</source>
        <translation>Unsichere Warteschlange</translation>
    </message>
    <message>
        <source>Safe queue</source>
        <translation>Sichere Warteschlange</translation>
    </message>
    <message>
        <source>Protect a folder or an application…</source>
        <translation>Ordner oder Anwendung schützen …</translation>
    </message>
    <message>
        <source>Bring the failed server back…</source>
        <translation>Ausgefallenen Server zurückholen …</translation>
    </message>
    <message>
        <source>Failover…</source>
        <translation>Ausfallübernahme …</translation>
    </message>
    <message>
        <source>The picture appears with the first answer of the pair.</source>
        <translation>Das Bild erscheint mit der ersten Antwort des Paares.</translation>
    </message>
    <message>
        <source>Follow it…</source>
        <translation>Verfolgen …</translation>
    </message>
    <message>
        <source>captured, not yet on the passive</source>
        <translation>erfasst, noch nicht auf dem passiven Server</translation>
    </message>
    <message>
        <source>on the passive, not yet applied</source>
        <translation>auf dem passiven Server, noch nicht angewendet</translation>
    </message>
    <message>
        <source>on {0}, not yet on {1}</source>
        <translation>auf {0}, nicht auf {1}</translation>
    </message>
    <message>
        <source>on {0}, not yet applied</source>
        <translation>auf {0}, nicht angewendet</translation>
    </message>
    <message>
        <source>A switchover needs the role operator or admin; sign in as such a user.</source>
        <translation>Eine Umschaltung braucht die Rolle operator oder admin; melden Sie sich als solcher Benutzer an.</translation>
    </message>
    <message>
        <source>generation {0}</source>
        <translation>Generation {0}</translation>
    </message>
    <message>
        <source>generation {0} · since {1}</source>
        <translation>Generation {0} · seit {1}</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Fleet</source>
        <translation>Flotte</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <source>Replication</source>
        <translation>Replikation</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
</context>
<context>
    <name>PairButton</name>
    <message>
        <source>Pair: {0}</source>
        <translation>Paar: {0}</translation>
    </message>
    <message>
        <source>{0}. Opens the list of known pairs.</source>
        <translation>{0}. Öffnet die Liste der bekannten Paare.</translation>
    </message>
    <message>
        <source>All {0} pairs…</source>
        <translation>Alle {0} Paare …</translation>
    </message>
    <message>
        <source>Connect to another pair…</source>
        <translation>Mit anderem Paar verbinden …</translation>
    </message>
</context>
<context>
    <name>PairPictureWidget</name>
    <message>
        <source>The pair</source>
        <translation>Das Paar</translation>
    </message>
</context>
<context>
    <name>Past</name>
    <message>
        <source>{0} days</source>
        <translation>{0} Tagen</translation>
    </message>
</context>
<context>
    <name>PhaseList</name>
    <message>
        <source>Phases</source>
        <translation>Phasen</translation>
    </message>
    <message>
        <source>{0} on {1}: {2}</source>
        <translation>{0} auf {1}: {2}</translation>
    </message>
</context>
<context>
    <name>Phrases</name>
    <message>
        <source>heartbeat on {0} of {1} links</source>
        <translation>Heartbeat auf {0} von {1} Verbindungen</translation>
    </message>
    <message>
        <source>heartbeat on {0} of {1} links: {2} is down</source>
        <translation>Heartbeat auf {0} von {1} Verbindungen: {2} ist ausgefallen</translation>
    </message>
    <message>
        <source>heartbeat on {0} of {1} links; check the heartbeat network and that {2} runs</source>
        <translation>Heartbeat auf {0} von {1} Verbindungen; prüfen Sie das Heartbeat-Netz und ob {2} läuft</translation>
    </message>
    <message>
        <source>{0} is active, {1} is passive</source>
        <translation>{0} ist aktiv, {1} ist passiv</translation>
    </message>
    <message>
        <source>{0} is {1}, {2}; a switchover needs one active and one passive server</source>
        <translation>{0} ist {1}, {2}; eine Umschaltung braucht einen aktiven und einen passiven Server</translation>
    </message>
    <message>
        <source>{0} has not been heard yet</source>
        <translation>{0} wurde noch nicht gehört</translation>
    </message>
    <message>
        <source>{0} has not been heard for {1}</source>
        <translation>{0} wurde seit {1} nicht gehört</translation>
    </message>
    <message>
        <source>the replicator does not run on {0}; start twinhelm-replicator there</source>
        <translation>der Replikator läuft auf {0} nicht; starten Sie dort twinhelm-replicator</translation>
    </message>
    <message>
        <source>the replicator runs on both servers</source>
        <translation>der Replikator läuft auf beiden Servern</translation>
    </message>
    <message>
        <source>no folder is protected yet; add one with &apos;twinhelm set add&apos;</source>
        <translation>noch ist kein Ordner geschützt; fügen Sie einen mit „twinhelm set add“ hinzu</translation>
    </message>
    <message>
        <source>the set {0} is synchronized</source>
        <translation>der Satz {0} ist synchron</translation>
    </message>
    <message>
        <source>the set {0} is {1}: {2}</source>
        <translation>der Satz {0} ist {1}: {2}</translation>
    </message>
    <message>
        <source>the set {0} is {1} on {2}</source>
        <translation>der Satz {0} ist auf {2} {1}</translation>
    </message>
    <message>
        <source>the set {0} is {1} on {2}: {3}</source>
        <translation>der Satz {0} ist auf {2} {1}: {3}</translation>
    </message>
    <message>
        <source>set {0} synchronized, {1}</source>
        <translation>Satz {0} synchron, {1}</translation>
    </message>
    <message>
        <source>wait for the copy</source>
        <translation>warten Sie auf die Kopie</translation>
    </message>
    <message>
        <source>the copy is not complete</source>
        <translation>die Kopie ist nicht vollständig</translation>
    </message>
    <message>
        <source>the disk of {0} has not been measured yet</source>
        <translation>die Platte von {0} wurde noch nicht gemessen</translation>
    </message>
    <message>
        <source>the disk of {0} is {1}% full</source>
        <translation>die Platte von {0} ist zu {1} % voll</translation>
    </message>
    <message>
        <source>the disk of {0} is {1}% full; make room on {2} there</source>
        <translation>die Platte von {0} ist zu {1} % voll; schaffen Sie dort Platz auf {2}</translation>
    </message>
    <message>
        <source>{0} has the smaller disk</source>
        <translation>{0} hat die kleinere Platte</translation>
    </message>
    <message>
        <source>no application is defined; nothing will be stopped or started</source>
        <translation>keine Anwendung ist eingetragen; nichts wird angehalten oder gestartet</translation>
    </message>
    <message>
        <source>{0} does not run on {1}</source>
        <translation>{0} läuft nicht auf {1}</translation>
    </message>
    <message>
        <source>{0} runs on {1}</source>
        <translation>{0} läuft auf {1}</translation>
    </message>
    <message>
        <source>{0} has version {1} of the configuration, {2} has {3}; wait until it was pushed</source>
        <translation>{0} hat Version {1} der Konfiguration, {2} hat {3}; warten Sie, bis sie verteilt ist</translation>
    </message>
    <message>
        <source>both servers have version {0} of the configuration</source>
        <translation>beide Server haben Version {0} der Konfiguration</translation>
    </message>
    <message>
        <source>both servers have the same configuration</source>
        <translation>beide Server haben dieselbe Konfiguration</translation>
    </message>
    <message>
        <source>{0} knows generation {1}, {2} {3}; wait a moment</source>
        <translation>{0} kennt Generation {1}, {2} kennt {3}; warten Sie einen Augenblick</translation>
    </message>
    <message>
        <source>both servers know generation {0}</source>
        <translation>beide Server kennen Generation {0}</translation>
    </message>
    <message>
        <source>operation {0} is under way; wait for its end</source>
        <translation>Vorgang {0} ist im Gange; warten Sie sein Ende ab</translation>
    </message>
    <message>
        <source>gateway {0} answers</source>
        <translation>Gateway {0} antwortet</translation>
    </message>
    <message>
        <source>gateway {0} answers, the service address does not</source>
        <translation>Gateway {0} antwortet, die Dienstadresse nicht</translation>
    </message>
    <message>
        <source>{0} of {1} set synchronized</source>
        <translation>{0} von {1} Satz synchron</translation>
    </message>
    <message>
        <source>{0} wait in the unsafe queue, {1} at this rate</source>
        <translation>{0} warten in der unsicheren Warteschlange, {1} bei dieser Rate</translation>
    </message>
    <message>
        <source>applications can start on {0}</source>
        <translation>Anwendungen können auf {0} starten</translation>
    </message>
    <message>
        <source>{0} entries of the safe queue are being applied</source>
        <translation>{0} Einträge der sicheren Warteschlange werden angewendet</translation>
    </message>
    <message>
        <source>channel not connected for {0}</source>
        <translation>Kanal seit {0} nicht verbunden</translation>
    </message>
    <message>
        <source>Draining the unsafe queue would take {0}; wait until {1} has caught up</source>
        <translation>Die unsichere Warteschlange zu leeren würde {0} dauern; warten Sie, bis {1} aufgeholt hat</translation>
    </message>
    <message>
        <source>A switchover is under way</source>
        <translation>Eine Umschaltung ist im Gange</translation>
    </message>
    <message>
        <source>A switchover is under way already; wait for its end</source>
        <translation>Eine Umschaltung ist schon im Gange; warten Sie ihr Ende ab</translation>
    </message>
    <message>
        <source>{0} is taking over in generation {1}: {2}</source>
        <translation>{0} übernimmt in Generation {1}: {2}</translation>
    </message>
    <message>
        <source>{0} became active in generation {1}: {2}</source>
        <translation>{0} wurde aktiv in Generation {1}: {2}</translation>
    </message>
    <message>
        <source>{0} became active: {1}</source>
        <translation>{0} wurde aktiv: {1}</translation>
    </message>
    <message>
        <source>{0} gives up taking over: {1}</source>
        <translation>{0} gibt die Übernahme auf: {1}</translation>
    </message>
    <message>
        <source>{0} steps down: {1}</source>
        <translation>{0} tritt zurück: {1}</translation>
    </message>
    <message>
        <source>{0} hands the role over: {1}</source>
        <translation>{0} gibt die Rolle ab: {1}</translation>
    </message>
    <message>
        <source>{0} fell silent: {1}</source>
        <translation>{0} ist verstummt: {1}</translation>
    </message>
    <message>
        <source>{0} is heard again: {1}</source>
        <translation>{0} ist wieder zu hören: {1}</translation>
    </message>
    <message>
        <source>{0} goes on as active in generation {1}: control was restarted</source>
        <translation>{0} bleibt aktiv in Generation {1}: control wurde neu gestartet</translation>
    </message>
    <message>
        <source>heartbeat lost {0} on {1}</source>
        <translation>Heartbeat {0} ausgeblieben auf {1}</translation>
    </message>
    <message>
        <source>heartbeat lost {0} ago on {1}</source>
        <translation>Heartbeat vor {0} verloren auf {1}</translation>
    </message>
    <message>
        <source>heartbeat lost {0} ago on {1}; the arbiter agrees: {2}</source>
        <translation>Heartbeat vor {0} verloren auf {1}; der Schiedsrichter stimmt zu: {2}</translation>
    </message>
    <message>
        <source>heartbeat lost {0} ago on {1}, dead after {2}</source>
        <translation>Heartbeat vor {0} verloren auf {1}, tot nach {2}</translation>
    </message>
    <message>
        <source>heartbeat lost {0} ago on {1}; waiting for the arbiter</source>
        <translation>Heartbeat vor {0} verloren auf {1}; der Schiedsrichter wird befragt</translation>
    </message>
    <message>
        <source>heartbeat lost {0} ago on {1}, and {2} is isolated itself: {3}</source>
        <translation>Heartbeat vor {0} verloren auf {1}, und {2} ist selbst abgeschnitten: {3}</translation>
    </message>
    <message>
        <source>heartbeat lost {0} ago on {1}, but somebody speaks for the service address: {2}; {3} stays passive</source>
        <translation>Heartbeat vor {0} verloren auf {1}, doch jemand spricht für die Dienstadresse: {2}; {3} bleibt passiv</translation>
    </message>
    <message>
        <source>heartbeat link {0} has been silent for {1}</source>
        <translation>Heartbeat-Verbindung {0} schweigt seit {1}</translation>
    </message>
    <message>
        <source>heartbeat link {0} answers again</source>
        <translation>Heartbeat-Verbindung {0} antwortet wieder</translation>
    </message>
    <message>
        <source>link {0} is down</source>
        <translation>Verbindung {0} ist ausgefallen</translation>
    </message>
    <message>
        <source>link {0} was down for {1}</source>
        <translation>Verbindung {0} war {1} lang ausgefallen</translation>
    </message>
    <message>
        <source>gateway {0} is at {1}</source>
        <translation>Gateway {0} ist an {1}</translation>
    </message>
    <message>
        <source>gateway {0} does not answer</source>
        <translation>Gateway {0} antwortet nicht</translation>
    </message>
    <message>
        <source>nobody answers for {0}</source>
        <translation>niemand antwortet für {0}</translation>
    </message>
    <message>
        <source>the arbiter agrees: {0}</source>
        <translation>der Schiedsrichter stimmt zu: {0}</translation>
    </message>
    <message>
        <source>both servers are passive and {0} was active last, in generation {1}</source>
        <translation>beide Server sind passiv und {0} war zuletzt aktiv, in Generation {1}</translation>
    </message>
    <message>
        <source>{0} gave the role away: {1}</source>
        <translation>{0} hat die Rolle abgegeben: {1}</translation>
    </message>
    <message>
        <source>{0} was active last (generation {1}); it starts by itself</source>
        <translation>{0} war zuletzt aktiv (Generation {1}); es startet von selbst</translation>
    </message>
    <message>
        <source>{0} is {1} in generation {2} and was heard {3} ago</source>
        <translation>{0} ist {1} in Generation {2} und wurde vor {3} gehört</translation>
    </message>
    <message>
        <source>{0} has not answered for {1}</source>
        <translation>{0} hat seit {1} nicht geantwortet</translation>
    </message>
    <message>
        <source>{0} answered {1} ago</source>
        <translation>{0} hat vor {1} geantwortet</translation>
    </message>
    <message>
        <source>the gateway answered {0} ago</source>
        <translation>das Gateway hat vor {0} geantwortet</translation>
    </message>
    <message>
        <source>{0} has not joined the pair yet</source>
        <translation>{0} ist dem Paar noch nicht beigetreten</translation>
    </message>
    <message>
        <source>{0} agreed to generation {1} {2} ago</source>
        <translation>{0} hat Generation {1} vor {2} zugestimmt</translation>
    </message>
    <message>
        <source>{0} is ready</source>
        <translation>{0} ist bereit</translation>
    </message>
    <message>
        <source>{0} has generation {1}, {2} has {3}: the higher one holds the helm</source>
        <translation>{0} hat Generation {1}, {2} hat {3}: Die höhere hält das Ruder</translation>
    </message>
    <message>
        <source>the replicator of {0} ended; that is a failure of the server</source>
        <translation>der Replikator von {0} ist beendet; das ist ein Ausfall des Servers</translation>
    </message>
    <message>
        <source>the replicator of {0} does not run</source>
        <translation>der Replikator von {0} läuft nicht</translation>
    </message>
    <message>
        <source>{0} is not ready: {1}</source>
        <translation>{0} ist nicht bereit: {1}</translation>
    </message>
    <message>
        <source>{0} came back, {1} caught up</source>
        <translation>{0} ist zurück, {1} nachgeholt</translation>
    </message>
    <message>
        <source>{0} carries {1} on {2} now</source>
        <translation>{0} trägt jetzt {1} auf {2}</translation>
    </message>
    <message>
        <source>{0} started a switchover from {1} to {2}</source>
        <translation>{0} hat eine Umschaltung von {1} auf {2} begonnen</translation>
    </message>
    <message>
        <source>{0} forced a failover to {1}</source>
        <translation>{0} hat eine Ausfallübernahme auf {1} erzwungen</translation>
    </message>
    <message>
        <source>{0} asked {1} for a forced failover</source>
        <translation>{0} hat von {1} eine erzwungene Ausfallübernahme verlangt</translation>
    </message>
    <message>
        <source>{0} cancelled operation {1}</source>
        <translation>{0} hat Vorgang {1} abgebrochen</translation>
    </message>
    <message>
        <source>{0} made a join token for {1} minutes</source>
        <translation>{0} hat einen Beitrittsschlüssel für {1} Minuten erzeugt</translation>
    </message>
    <message>
        <source>{0} added the set {1} ({2})</source>
        <translation>{0} hat den Satz {1} hinzugefügt ({2})</translation>
    </message>
    <message>
        <source>{0} removed the set {1}; its files stay</source>
        <translation>{0} hat den Satz {1} entfernt; seine Dateien bleiben</translation>
    </message>
    <message>
        <source>{0} set up the user {1} as {2}</source>
        <translation>{0} hat den Benutzer {1} als {2} eingerichtet</translation>
    </message>
    <message>
        <source>{0} removed the user {1}</source>
        <translation>{0} hat den Benutzer {1} entfernt</translation>
    </message>
    <message>
        <source>{0} started {1}</source>
        <translation>{0} hat {1} gestartet</translation>
    </message>
    <message>
        <source>{0} stopped {1}; it stays stopped until it is started again</source>
        <translation>{0} hat {1} angehalten; es bleibt angehalten, bis es wieder gestartet wird</translation>
    </message>
    <message>
        <source>{0} added the application {1}</source>
        <translation>{0} hat die Anwendung {1} hinzugefügt</translation>
    </message>
    <message>
        <source>{0} removed the application {1}; it goes on as it is</source>
        <translation>{0} hat die Anwendung {1} entfernt; sie läuft weiter wie bisher</translation>
    </message>
    <message>
        <source>{0} signed in</source>
        <translation>{0} hat sich angemeldet</translation>
    </message>
    <message>
        <source>{0} is active, but {1}</source>
        <translation>{0} ist aktiv, aber {1}</translation>
    </message>
    <message>
        <source>switchover</source>
        <translation>Umschaltung</translation>
    </message>
    <message>
        <source>switchover to {0} started</source>
        <translation>Umschaltung auf {0} begonnen</translation>
    </message>
    <message>
        <source>switchover to {0} done in {1}</source>
        <translation>Umschaltung auf {0} in {1} erledigt</translation>
    </message>
    <message>
        <source>the switchover to {0} ended and {1} stays active: {2}</source>
        <translation>die Umschaltung auf {0} ist beendet und {1} bleibt aktiv: {2}</translation>
    </message>
    <message>
        <source>the switchover to {0} failed: {1}</source>
        <translation>die Umschaltung auf {0} ist fehlgeschlagen: {1}</translation>
    </message>
    <message>
        <source>stop applications</source>
        <translation>Anwendungen anhalten</translation>
    </message>
    <message>
        <source>drain unsafe queue</source>
        <translation>unsichere Warteschlange leeren</translation>
    </message>
    <message>
        <source>drain safe queue</source>
        <translation>sichere Warteschlange leeren</translation>
    </message>
    <message>
        <source>hide</source>
        <translation>verstummen</translation>
    </message>
    <message>
        <source>demote</source>
        <translation>Rolle abgeben</translation>
    </message>
    <message>
        <source>promote</source>
        <translation>Rolle übernehmen</translation>
    </message>
    <message>
        <source>reveal</source>
        <translation>hörbar werden</translation>
    </message>
    <message>
        <source>announce</source>
        <translation>Adresse bekannt geben</translation>
    </message>
    <message>
        <source>start applications</source>
        <translation>Anwendungen starten</translation>
    </message>
    <message>
        <source>detect</source>
        <translation>Ausfall erkennen</translation>
    </message>
    <message>
        <source>ask arbiter</source>
        <translation>Schiedsrichter befragen</translation>
    </message>
    <message>
        <source>apply safe queue</source>
        <translation>sichere Warteschlange anwenden</translation>
    </message>
    <message>
        <source>mount capture</source>
        <translation>Erfassung einhängen</translation>
    </message>
    <message>
        <source>ask the other server to step down</source>
        <translation>den anderen Server zum Rücktritt auffordern</translation>
    </message>
    <message>
        <source>{0} stopped</source>
        <translation>{0} angehalten</translation>
    </message>
    <message>
        <source>{0} answers</source>
        <translation>{0} antwortet</translation>
    </message>
    <message>
        <source>{0} entries left</source>
        <translation>noch {0} Einträge</translation>
    </message>
    <message>
        <source>{0} entries to go</source>
        <translation>noch {0} Einträge</translation>
    </message>
    <message>
        <source>{0} kB to go</source>
        <translation>noch {0} kB</translation>
    </message>
    <message>
        <source>everything applied</source>
        <translation>alles angewendet</translation>
    </message>
    <message>
        <source>packet filter closed</source>
        <translation>Paketfilter geschlossen</translation>
    </message>
    <message>
        <source>packet filter opened</source>
        <translation>Paketfilter geöffnet</translation>
    </message>
    <message>
        <source>capture unmounted</source>
        <translation>Erfassung ausgehängt</translation>
    </message>
    <message>
        <source>capture mounted</source>
        <translation>Erfassung eingehängt</translation>
    </message>
    <message>
        <source>{0} announced on {1}</source>
        <translation>{0} auf {1} bekannt gegeben</translation>
    </message>
    <message>
        <source>Cancelled by the administrator</source>
        <translation>Von der Verwaltung abgebrochen</translation>
    </message>
    <message>
        <source>It is too late to cancel: the role has been given away. Wait for the end</source>
        <translation>Zum Abbrechen ist es zu spät: Die Rolle ist abgegeben. Warten Sie das Ende ab</translation>
    </message>
    <message>
        <source>There is no operation &apos;{0}&apos;; list them to see which there are</source>
        <translation>Es gibt keinen Vorgang „{0}“; listen Sie auf, welche es gibt</translation>
    </message>
    <message>
        <source>there is no operation {0}; list them with &apos;twinhelm status&apos; or ask the other server</source>
        <translation>es gibt keinen Vorgang {0}; listen Sie sie mit „twinhelm status“ auf oder fragen Sie den anderen Server</translation>
    </message>
    <message>
        <source>the name or the password is wrong; check both</source>
        <translation>Name oder Kennwort ist falsch; prüfen Sie beide</translation>
    </message>
    <message>
        <source>Name or password are not right; type them again</source>
        <translation>Name oder Kennwort stimmen nicht; geben Sie sie erneut ein</translation>
    </message>
    <message>
        <source>Nobody answers at {0} now</source>
        <translation>An {0} antwortet jetzt niemand</translation>
    </message>
    <message>
        <source>The set is changing its role</source>
        <translation>Der Satz wechselt seine Rolle</translation>
    </message>
    <message>
        <source>This machine stopped uncleanly; its files are compared as soon as there is an active</source>
        <translation>Diese Maschine wurde unsauber beendet; ihre Dateien werden verglichen, sobald es einen aktiven Server gibt</translation>
    </message>
    <message>
        <source>Changes were lost while this server was active; its files are compared with the active&apos;s</source>
        <translation>Änderungen gingen verloren, während dieser Server aktiv war; seine Dateien werden mit denen des aktiven verglichen</translation>
    </message>
    <message>
        <source>on {0}: {1}</source>
        <translation>auf {0}: {1}</translation>
    </message>
    <message>
        <source>the queues did not drain within {0}; look at the channel and at {1}</source>
        <translation>die Warteschlangen leerten sich nicht innerhalb von {0}; sehen Sie nach dem Kanal und nach {1}</translation>
    </message>
    <message>
        <source>{0} could not take over: {1}</source>
        <translation>{0} konnte nicht übernehmen: {1}</translation>
    </message>
    <message>
        <source>{0} cannot be heard</source>
        <translation>{0} ist nicht zu hören</translation>
    </message>
    <message>
        <source>capture could not be unmounted: a file in {0} is still open by process {1}; close it and try again</source>
        <translation>die Erfassung ließ sich nicht aushängen: Eine Datei in {0} ist noch von Prozess {1} geöffnet; schließen Sie sie und versuchen Sie es erneut</translation>
    </message>
    <message>
        <source>a file in {0} is still open</source>
        <translation>eine Datei in {0} ist noch geöffnet</translation>
    </message>
    <message>
        <source>switchover asked for by {0}</source>
        <translation>Umschaltung, verlangt von {0}</translation>
    </message>
    <message>
        <source>switchover asked for by {0}: {1}</source>
        <translation>Umschaltung, verlangt von {0}: {1}</translation>
    </message>
    <message>
        <source>{0} stays passive: {1}</source>
        <translation>{0} bleibt passiv: {1}</translation>
    </message>
    <message>
        <source>heartbeat lost on {0}, still heard on {1}</source>
        <translation>Heartbeat auf {0} verloren, auf {1} noch gehört</translation>
    </message>
    <message>
        <source>first start of the pair</source>
        <translation>erster Start des Paares</translation>
    </message>
    <message>
        <source>the channel is not connected; look at link {0}</source>
        <translation>der Kanal ist nicht verbunden; sehen Sie nach Verbindung {0}</translation>
    </message>
    <message>
        <source>{0} allowed port {1} of both servers to be reached through the active</source>
        <translation>{0} hat erlaubt, dass Port {1} beider Server über den aktiven erreicht wird</translation>
    </message>
    <message>
        <source>{0} took port {1} from the list of what may be reached through the active</source>
        <translation>{0} hat Port {1} von der Liste dessen genommen, was über den aktiven erreichbar ist</translation>
    </message>
    <message>
        <source>{0} named an out-of-band console of {1}: {2}</source>
        <translation>{0} hat eine Fernkonsole von {1} eingetragen: {2}</translation>
    </message>
    <message>
        <source>{0} removed the console {1} of {2}</source>
        <translation>{0} hat die Konsole {1} von {2} entfernt</translation>
    </message>
    <message>
        <source>there is no application called {0}; there are: {1}</source>
        <translation>es gibt keine Anwendung namens {0}; es gibt: {1}</translation>
    </message>
    <message>
        <source>{0} is not protected any more, but {1}</source>
        <translation>{0} ist nicht mehr geschützt, aber {1}</translation>
    </message>
    <message>
        <source>{0} failed: {1}</source>
        <translation>{0} ist fehlgeschlagen: {1}</translation>
    </message>
    <message>
        <source>its health check fails</source>
        <translation>ihre Prüfung schlägt fehl</translation>
    </message>
    <message>
        <source>{0} runs on a passive server; stop it there</source>
        <translation>{0} läuft auf einem passiven Server; halten Sie es dort an</translation>
    </message>
    <message>
        <source>{0} serves again</source>
        <translation>{0} arbeitet wieder</translation>
    </message>
    <message>
        <source>{0} was started again and serves</source>
        <translation>{0} wurde neu gestartet und arbeitet</translation>
    </message>
    <message>
        <source>{0}; it was tried {1} times, look at its own log, then start it again</source>
        <translation>{0}; es wurde {1}-mal versucht, sehen Sie in das eigene Protokoll der Anwendung, dann starten Sie sie wieder</translation>
    </message>
    <message>
        <source>the quarantine could not be cleaned: {0}</source>
        <translation>die Quarantäne ließ sich nicht aufräumen: {0}</translation>
    </message>
    <message>
        <source>{0} objects of the set {1}, {2} bytes, were deleted from the quarantine: {3}</source>
        <translation>{0} Objekte des Satzes {1}, {2} Bytes, wurden aus der Quarantäne gelöscht: {3}</translation>
    </message>
    <message>
        <source>{0} of the set {1}</source>
        <translation>{0} des Satzes {1}</translation>
    </message>
    <message>
        <source>the set {0}</source>
        <translation>der Satz {0}</translation>
    </message>
    <message>
        <source>the check of {0} is done: {1} objects and {2} bytes compared, {3}</source>
        <translation>{0}: Prüfung fertig, {1} Objekte und {2} Bytes verglichen, {3}</translation>
    </message>
    <message>
        <source>the check of {0} was cancelled at {1}: {2}</source>
        <translation>{0}: Prüfung bei {1} abgebrochen, {2}</translation>
    </message>
    <message>
        <source>the check of {0} is paused at {1}</source>
        <translation>{0}: Prüfung ruht bei {1}</translation>
    </message>
    <message>
        <source>the check of {0} {1}</source>
        <translation>{0}: Prüfung {1}</translation>
    </message>
    <message>
        <source>nothing differed</source>
        <translation>nichts war verschieden</translation>
    </message>
    <message>
        <source>{0} files differed in {1} bytes and {2} objects were missing, all repaired; {3} objects were only on the passive</source>
        <translation>{0} Dateien unterschieden sich in {1} Bytes und {2} Objekte fehlten, alle behoben; {3} Objekte gab es nur auf dem passiven Server</translation>
    </message>
    <message>
        <source>{0} is passive, so what is put back there would be an orphan again; name a folder outside the protected ones</source>
        <translation>{0} ist passiv, was man dort zurücklegt, wäre also wieder verwaist; nennen Sie einen Ordner außerhalb der geschützten</translation>
    </message>
    <message>
        <source>{0} lies in the protected folder {1}; name a folder outside</source>
        <translation>{0} liegt im geschützten Ordner {1}; nennen Sie einen Ordner außerhalb</translation>
    </message>
    <message>
        <source>{0} asked to compare {1}</source>
        <translation>{0} hat verlangt, {1} zu vergleichen</translation>
    </message>
    <message>
        <source>{0} {1} the check of the set {2}</source>
        <translation>{0} {1} die Prüfung des Satzes {2}</translation>
    </message>
    <message>
        <source>sets are compared on the active</source>
        <translation>Sätze werden auf dem aktiven Server verglichen</translation>
    </message>
    <message>
        <source>to {0} bytes a second</source>
        <translation>auf {0} Bytes je Sekunde</translation>
    </message>
    <message>
        <source>to no limit</source>
        <translation>auf ohne Grenze</translation>
    </message>
    <message>
        <source>the check at work</source>
        <translation>die laufende Prüfung</translation>
    </message>
    <message>
        <source>{0} set the rate of {1} of the set {2} {3}</source>
        <translation>{0} hat die Rate von {1} des Satzes {2} gesetzt {3}</translation>
    </message>
    <message>
        <source>the files of a set are looked at on the active</source>
        <translation>die Dateien eines Satzes werden auf dem aktiven Server angesehen</translation>
    </message>
    <message>
        <source>{0} is not in {1}, and no check found it elsewhere</source>
        <translation>{0} ist nicht in {1}, und keine Prüfung fand es anderswo</translation>
    </message>
    <message>
        <source>{0} restored {1} of the set {2} from the quarantine of {3} to {4}</source>
        <translation>{0} hat {1} des Satzes {2} aus der Quarantäne von {3} nach {4} zurückgeholt</translation>
    </message>
    <message>
        <source>{0} deleted {1} of the set {2} from the quarantine of {3}</source>
        <translation>{0} hat {1} des Satzes {2} aus der Quarantäne von {3} gelöscht</translation>
    </message>
    <message>
        <source>{0} extracted the archive of generation {1} of the set {2} to {3} on {4}</source>
        <translation>{0} hat das Archiv der Generation {1} des Satzes {2} nach {3} auf {4} ausgepackt</translation>
    </message>
    <message>
        <source>there is no server {0} in this pair; it has {1} and {2}</source>
        <translation>es gibt keinen Server {0} in diesem Paar; es hat {1} und {2}</translation>
    </message>
    <message>
        <source>{0} is no folder of the set ({1})</source>
        <translation>{0} ist kein Ordner des Satzes ({1})</translation>
    </message>
    <message>
        <source>the configuration is changed on the active server; ask the other one</source>
        <translation>die Konfiguration wird auf dem aktiven Server geändert; fragen Sie den anderen</translation>
    </message>
    <message>
        <source>the document was pushed in generation {0}, this server knows {1}; it is not used</source>
        <translation>das Dokument kam in Generation {0}, dieser Server kennt {1}; es wird nicht verwendet</translation>
    </message>
    <message>
        <source>this server is active and does not take the other server&apos;s configuration</source>
        <translation>dieser Server ist aktiv und nimmt die Konfiguration des anderen nicht an</translation>
    </message>
    <message>
        <source>the new configuration does not work on this server: {0}</source>
        <translation>die neue Konfiguration geht auf diesem Server nicht: {0}</translation>
    </message>
    <message>
        <source>{0} is the secondary; make the token on {1}, which holds the authority&apos;s key</source>
        <translation>{0} ist der sekundäre; erzeugen Sie den Schlüssel auf {1}, das den Schlüssel der Zertifizierungsstelle hält</translation>
    </message>
    <message>
        <source>what the process before left could not be taken down: {0}</source>
        <translation>was der vorige Prozess hinterließ, ließ sich nicht abbauen: {0}</translation>
    </message>
    <message>
        <source>{0} is still starting; try again in a moment</source>
        <translation>{0} startet noch; versuchen Sie es gleich wieder</translation>
    </message>
    <message>
        <source>it is taking down what a process before left running</source>
        <translation>es baut ab, was ein früherer Prozess laufen ließ</translation>
    </message>
    <message>
        <source>its replicator has not reported yet</source>
        <translation>sein Replikator hat sich noch nicht gemeldet</translation>
    </message>
    <message>
        <source>{0} led it and has not been heard since</source>
        <translation>{0} hat ihn geführt und wurde seither nicht gehört</translation>
    </message>
    <message>
        <source>{0} is {1}; ask {2} for the switchover</source>
        <translation>{0} ist {1}; verlangen Sie die Umschaltung von {2}</translation>
    </message>
    <message>
        <source>an operation is under way already; watch it with &apos;twinhelm status&apos;</source>
        <translation>ein Vorgang ist schon im Gange; verfolgen Sie ihn mit „twinhelm status“</translation>
    </message>
    <message>
        <source>a switchover is not possible now: {0}</source>
        <translation>eine Umschaltung ist jetzt nicht möglich: {0}</translation>
    </message>
    <message>
        <source>a failover loses the unsafe entries of the other server; say --force if you mean it, or ask for a switchover</source>
        <translation>eine Ausfallübernahme verliert die unsicheren Einträge des anderen Servers; sagen Sie --force, wenn Sie das wollen, oder verlangen Sie eine Umschaltung</translation>
    </message>
    <message>
        <source>{0} is {1} and passes nothing on; ask {2} itself</source>
        <translation>{0} ist {1} und gibt nichts weiter; fragen Sie {2} selbst</translation>
    </message>
    <message>
        <source>sets are added on the active</source>
        <translation>Sätze werden auf dem aktiven Server hinzugefügt</translation>
    </message>
    <message>
        <source>{0} changed the set {1}: {2}</source>
        <translation>{0} hat den Satz {1} geändert: {2}</translation>
    </message>
    <message>
        <source>{0} set the bandwidth of the channel to {1}</source>
        <translation>{0} hat die Bandbreite des Kanals auf {1} gesetzt</translation>
    </message>
    <message>
        <source>the password has fewer than 8 characters; choose a longer one</source>
        <translation>das Kennwort hat weniger als 8 Zeichen; wählen Sie ein längeres</translation>
    </message>
    <message>
        <source>{0} made the token {1} for {2}, valid for {3} days</source>
        <translation>{0} hat das Token {1} für {2} erzeugt, gültig für {3} Tage</translation>
    </message>
    <message>
        <source>{0} revoked {1} of {2}</source>
        <translation>{0} hat {1} von {2} widerrufen</translation>
    </message>
    <message>
        <source>the token {0}</source>
        <translation>das Token {0}</translation>
    </message>
    <message>
        <source>every token</source>
        <translation>jedes Token</translation>
    </message>
    <message>
        <source>applications are added on the active</source>
        <translation>Anwendungen werden auf dem aktiven Server hinzugefügt</translation>
    </message>
    <message>
        <source>{0}; {1} is {2}, ask {3}</source>
        <translation>{0}; {1} ist {2}, fragen Sie {3}</translation>
    </message>
    <message>
        <source>applications run on the active; {0} is {1}, ask {2}</source>
        <translation>Anwendungen laufen auf dem aktiven Server; {0} ist {1}, fragen Sie {2}</translation>
    </message>
    <message>
        <source>an operation is under way, which starts and stops applications itself; wait for its end</source>
        <translation>ein Vorgang ist im Gange, der selbst Anwendungen startet und anhält; warten Sie sein Ende ab</translation>
    </message>
    <message>
        <source>{0} asked for a {1}: {2}</source>
        <translation>{0} hat eine {1} verlangt: {2}</translation>
    </message>
    <message>
        <source>{0} asked for a {1}</source>
        <translation>{0} hat eine {1} verlangt</translation>
    </message>
    <message>
        <source>{0}; check the heartbeat network and that {1} runs</source>
        <translation>{0}; prüfen Sie das Heartbeat-Netz und ob {1} läuft</translation>
    </message>
    <message>
        <source>the disk of {0} is {1} full</source>
        <translation>die Platte von {0} ist zu {1} voll</translation>
    </message>
    <message>
        <source>{0}; make room on {1} there</source>
        <translation>{0}; schaffen Sie dort Platz auf {1}</translation>
    </message>
    <message>
        <source>the replicator does not accept the configuration: {0}</source>
        <translation>der Replikator nimmt die Konfiguration nicht an: {0}</translation>
    </message>
    <message>
        <source>other set</source>
        <translation>anderer Satz</translation>
    </message>
    <message>
        <source>it contains no other set and none of Twinhelm&apos;s own files{0}</source>
        <translation>er enthält keinen anderen Satz und keine eigenen Dateien von Twinhelm{0}</translation>
    </message>
    <message>
        <source>it holds {0} to copy</source>
        <translation>er enthält {0} zu kopieren</translation>
    </message>
    <message>
        <source>{0} in {1} files</source>
        <translation>{0} in {1} Dateien</translation>
    </message>
    <message>
        <source>{0} in {1} file</source>
        <translation>{0} in {1} Datei</translation>
    </message>
    <message>
        <source>{0} could not be asked ({1}); the copy begins when it answers</source>
        <translation>{0} konnte nicht gefragt werden ({1}); die Kopie beginnt, wenn es antwortet</translation>
    </message>
    <message>
        <source>{0} does not exist on {1}; make it there: mkdir -p {2}</source>
        <translation>{0} gibt es auf {1} nicht; legen Sie es dort an: mkdir -p {2}</translation>
    </message>
    <message>
        <source>the disk of {0} has {1}, the folder needs {2}{3}; make room there</source>
        <translation>die Platte von {0} hat {1}, der Ordner braucht {2}{3}; schaffen Sie dort Platz</translation>
    </message>
    <message>
        <source>the disk of {0} has {1}; little is left after the copy</source>
        <translation>die Platte von {0} hat {1}; nach der Kopie bleibt wenig</translation>
    </message>
    <message>
        <source>{0} is on {1} too</source>
        <translation>{0} gibt es auch auf {1}</translation>
    </message>
    <message>
        <source>its disk there has {0}</source>
        <translation>seine Platte dort hat {0}</translation>
    </message>
    <message>
        <source>more than {0}, counted for {1} s,</source>
        <translation>mehr als {0}, gezählt {1} s lang,</translation>
    </message>
    <message>
        <source>no filters: everything in it is protected</source>
        <translation>keine Filter: Alles darin ist geschützt</translation>
    </message>
    <message>
        <source>filters: {0}</source>
        <translation>Filter: {0}</translation>
    </message>
    <message>
        <source>no program has files in it open</source>
        <translation>kein Programm hat Dateien darin geöffnet</translation>
    </message>
    <message>
        <source>{0} has files in {1} open, and what it writes there would not be captured; stop it until the folder is protected</source>
        <translation>{0} hat Dateien in {1} geöffnet, und was es dort schreibt, würde nicht erfasst; halten Sie es an, bis der Ordner geschützt ist</translation>
    </message>
    <message>
        <source>{0} does not lie in {1}, the folder of {2}; give a path relative to it</source>
        <translation>{0} liegt nicht in {1}, dem Ordner von {2}; geben Sie einen Pfad von dort aus an</translation>
    </message>
    <message>
        <source>it has {0} characters, at most {1} are allowed</source>
        <translation>sie hat {0} Zeichen, höchstens {1} sind erlaubt</translation>
    </message>
    <message>
        <source>{0} is not heard</source>
        <translation>{0} wird nicht gehört</translation>
    </message>
    <message>
        <source>the other server stepped down</source>
        <translation>der andere Server gab die Rolle ab</translation>
    </message>
    <message>
        <source>it contains no other set and none of Twinhelm&apos;s own files beside {0} other set</source>
        <translation>er enthält keinen anderen Satz und keine eigenen Dateien von Twinhelm; es gibt {0} anderen Satz</translation>
    </message>
    <message>
        <source>it contains no other set and none of Twinhelm&apos;s own files beside {0} other sets</source>
        <translation>er enthält keinen anderen Satz und keine eigenen Dateien von Twinhelm; es gibt {0} andere Sätze</translation>
    </message>
    <message>
        <source>{0} free of {1}</source>
        <translation>{0} von {1} frei</translation>
    </message>
    <message>
        <source>without {0}</source>
        <translation>ohne {0}</translation>
    </message>
    <message>
        <source>port {0} is not on the list of this pair, which has {1}; an admin adds it: twinhelm relay allow</source>
        <translation>Port {0} steht nicht auf der Liste dieses Paares, sie enthält {1}; ein admin trägt ihn ein: twinhelm relay allow</translation>
    </message>
    <message>
        <source>there is an &apos;else&apos; without hours before it</source>
        <translation>es gibt ein &apos;else&apos; ohne Stunden davor</translation>
    </message>
    <message>
        <source>{0} has no hours; write &apos;else {1}&apos;</source>
        <translation>{0} hat keine Stunden; schreiben Sie &apos;else {1}&apos;</translation>
    </message>
    <message>
        <source>two caps hold on {0} at {1}</source>
        <translation>zwei Grenzen gelten am {0} um {1}</translation>
    </message>
    <message>
        <source>{0} is not a time of the day with a rate</source>
        <translation>{0} ist keine Tageszeit mit einer Rate</translation>
    </message>
    <message>
        <source>{0} holds a time that does not exist</source>
        <translation>{0} enthält eine Zeit, die es nicht gibt</translation>
    </message>
    <message>
        <source>{0} begins and ends at the same minute; write 00:00-24:00 for the whole day</source>
        <translation>{0} beginnt und endet zur selben Minute; schreiben Sie 00:00-24:00 für den ganzen Tag</translation>
    </message>
    <message>
        <source>{0} is not a day; use {1}</source>
        <translation>{0} ist kein Tag; nehmen Sie {1}</translation>
    </message>
    <message>
        <source>{0} is not a rate</source>
        <translation>{0} ist keine Rate</translation>
    </message>
    <message>
        <source>{0} is less than {1}, with which no set stays synchronized</source>
        <translation>{0} ist weniger als {1}, womit kein Satz synchron bleibt</translation>
    </message>
    <message>
        <source>the bandwidth cannot be used: {0}; write for example &apos;10mbit&apos; or &apos;08:00-18:00 10mbit, else unlimited&apos;</source>
        <translation>die Bandbreite ist nicht brauchbar: {0}; schreiben Sie zum Beispiel &apos;10mbit&apos; oder &apos;08:00-18:00 10mbit, else unlimited&apos;</translation>
    </message>
    <message>
        <source>the public network cannot be asked: {0}</source>
        <translation>das öffentliche Netz kann nicht befragt werden: {0}</translation>
    </message>
    <message>
        <source>{0} is at {1}</source>
        <translation>{0} ist an {1}</translation>
    </message>
    <message>
        <source>{0} could not finish becoming active: {1}</source>
        <translation>{0} konnte die Übernahme nicht beenden: {1}</translation>
    </message>
    <message>
        <source>its last attempt failed: {0}</source>
        <translation>sein letzter Versuch ist fehlgeschlagen: {0}</translation>
    </message>
    <message>
        <source>both servers say that they are active in generation {0}; report this</source>
        <translation>beide Server sagen, dass sie in Generation {0} aktiv sind; melden Sie das</translation>
    </message>
    <message>
        <source>{0} hears {1}; its voice is not renewed, so that {2} may speak</source>
        <translation>{0} hört {1}; seine Stimme wird nicht erneuert, damit {2} sprechen kann</translation>
    </message>
    <message>
        <source>{0} hears {1}; its voice has ended</source>
        <translation>{0} hört {1}; seine Stimme ist abgelaufen</translation>
    </message>
    <message>
        <source>{0} hears {1}; it cannot know whether {2} has taken over</source>
        <translation>{0} hört {1}; es kann nicht wissen, ob {2} übernommen hat</translation>
    </message>
    <message>
        <source>the second server has not joined the pair yet, the primary starts</source>
        <translation>der zweite Server ist dem Paar noch nicht beigetreten, der primäre beginnt</translation>
    </message>
    <message>
        <source>the second server</source>
        <translation>der zweite Server</translation>
    </message>
    <message>
        <source>{0} has not been heard since generation {1} began, so it cannot take over</source>
        <translation>{0} wurde seit Beginn von Generation {1} nicht gehört, kann also nicht übernehmen</translation>
    </message>
    <message>
        <source>{0} does not know generation {1} yet, so it cannot take over</source>
        <translation>{0} kennt Generation {1} noch nicht, kann also nicht übernehmen</translation>
    </message>
    <message>
        <source>neither {0} (last answer: {1}) nor the gateway (last answer: {2})</source>
        <translation>weder {0} (letzte Antwort: {1}) noch das Gateway (letzte Antwort: {2})</translation>
    </message>
    <message>
        <source>the replicator of {0} ended</source>
        <translation>der Replikator von {0} ist beendet</translation>
    </message>
    <message>
        <source>{0} fell silent before {1} could speak in generation {2}</source>
        <translation>{0} ist verstummt, bevor {1} in Generation {2} sprechen konnte</translation>
    </message>
    <message>
        <source>{0} is about to speak in generation {1}</source>
        <translation>{0} beginnt gleich, in Generation {1} zu sprechen</translation>
    </message>
    <message>
        <source>somebody speaks for the service address: {0}</source>
        <translation>jemand spricht für die Dienstadresse: {0}</translation>
    </message>
    <message>
        <source>{0} is the isolated one: {1}</source>
        <translation>{0} ist der abgeschnittene: {1}</translation>
    </message>
    <message>
        <source>generation {0} was offered, but {1} knows generation {2}; look at both servers</source>
        <translation>Generation {0} wurde angeboten, aber {1} kennt Generation {2}; sehen Sie nach beiden Servern</translation>
    </message>
    <message>
        <source>{0} is {1}, so it cannot take over; wait until it is passive</source>
        <translation>{0} ist {1}, kann also nicht übernehmen; warten Sie, bis es passiv ist</translation>
    </message>
    <message>
        <source>its replicator does not run</source>
        <translation>sein Replikator läuft nicht</translation>
    </message>
    <message>
        <source>{0} cannot take over: {1}</source>
        <translation>{0} kann nicht übernehmen: {1}</translation>
    </message>
    <message>
        <source>generation {0} was announced, but {1} knows generation {2}; ask again</source>
        <translation>Generation {0} wurde angekündigt, aber {1} kennt Generation {2}; fragen Sie noch einmal</translation>
    </message>
    <message>
        <source>{0} is {1} already; nothing to force</source>
        <translation>{0} ist schon {1}; es gibt nichts zu erzwingen</translation>
    </message>
    <message>
        <source>the replicator of {0} does not run; start it, then ask again</source>
        <translation>der Replikator von {0} läuft nicht; starten Sie ihn, dann fragen Sie noch einmal</translation>
    </message>
    <message>
        <source>somebody answers for the service address ({0}); shut {1} down first</source>
        <translation>jemand antwortet für die Dienstadresse ({0}); schalten Sie zuerst {1} ab</translation>
    </message>
    <message>
        <source>{0} was heard {1} s ago and did not step down; ask for a switchover there</source>
        <translation>{0} wurde vor {1} s gehört und trat nicht zurück; verlangen Sie dort eine Umschaltung</translation>
    </message>
    <message>
        <source>the replicator could not become active: {0}</source>
        <translation>der Replikator konnte nicht aktiv werden: {0}</translation>
    </message>
    <message>
        <source>the replicator ended before it was active; see its log</source>
        <translation>der Replikator endete, bevor er aktiv war; sehen Sie in sein Protokoll</translation>
    </message>
    <message>
        <source>the packet filter could not be opened: {0}</source>
        <translation>der Paketfilter ließ sich nicht öffnen: {0}</translation>
    </message>
    <message>
        <source>the service addresses could not be announced: {0}</source>
        <translation>die Dienstadressen konnten nicht bekannt gegeben werden: {0}</translation>
    </message>
    <message>
        <source>{0}; {1} is silent and gives its folders up nevertheless</source>
        <translation>{0}; {1} schweigt und gibt seine Ordner trotzdem ab</translation>
    </message>
    <message>
        <source>the folders of {0} could not be given up: {1}</source>
        <translation>die Ordner von {0} konnten nicht abgegeben werden: {1}</translation>
    </message>
    <message>
        <source>{0} can be heard and did not step down in time; look at it, or shut it down</source>
        <translation>{0} ist zu hören und trat nicht rechtzeitig zurück; sehen Sie danach oder schalten Sie es ab</translation>
    </message>
    <message>
        <source>{0} answers for another pair ({1}); correct the heartbeat addresses here</source>
        <translation>{0} antwortet für ein anderes Paar ({1}); berichtigen Sie hier die Heartbeat-Adressen</translation>
    </message>
    <message>
        <source>a heartbeat of {0} ({1}, pair {2}) was refused: this is {3} ({4}, pair {5}); correct the heartbeat addresses there</source>
        <translation>ein Heartbeat von {0} ({1}, Paar {2}) wurde abgelehnt: Dies ist {3} ({4}, Paar {5}); berichtigen Sie dort die Heartbeat-Adressen</translation>
    </message>
    <message>
        <source>role.json cannot be written ({0}); make room on the disk of the state directory</source>
        <translation>role.json ist nicht beschreibbar ({0}); schaffen Sie Platz auf der Platte des Zustandsverzeichnisses</translation>
    </message>
    <message>
        <source>role.json cannot be written; make room on its disk</source>
        <translation>role.json ist nicht beschreibbar; schaffen Sie Platz auf der Platte</translation>
    </message>
    <message>
        <source>{0} has not heard {1} since it started; start {2} or its heartbeat links, or run `twinhelm failover --force` here if {3} is lost</source>
        <translation>{0} hat {1} seit dem Start nicht gehört; starten Sie {2} oder dessen Heartbeat-Verbindungen, oder führen Sie hier „twinhelm failover --force“ aus, wenn {3} verloren ist</translation>
    </message>
    <message>
        <source>{0} has not joined its pair; run `twinhelm pair join` with a token of the primary</source>
        <translation>{0} ist seinem Paar nicht beigetreten; führen Sie „twinhelm pair join“ mit einem Schlüssel des primären aus</translation>
    </message>
    <message>
        <source>its replicator ended</source>
        <translation>sein Replikator ist beendet</translation>
    </message>
    <message>
        <source>it is not ready</source>
        <translation>es ist nicht bereit</translation>
    </message>
    <message>
        <source>{0} was active last and cannot start yet ({1}); {2} waits {3} s more for it</source>
        <translation>{0} war zuletzt aktiv und kann noch nicht beginnen ({1}); {2} wartet noch {3} s darauf</translation>
    </message>
    <message>
        <source>no server of this pair was ever active, the primary starts</source>
        <translation>kein Server dieses Paares war je aktiv, der primäre beginnt</translation>
    </message>
    <message>
        <source>{0}, but {1} was not active when it was last heard; run `twinhelm failover --force` here if it is lost</source>
        <translation>{0}, aber {1} war nicht aktiv, als es zuletzt gehört wurde; führen Sie hier „twinhelm failover --force“ aus, wenn es verloren ist</translation>
    </message>
    <message>
        <source>{0}, dead after {1} s</source>
        <translation>{0}, tot nach {1} s</translation>
    </message>
    <message>
        <source>{0}; waiting for the arbiter</source>
        <translation>{0}; der Schiedsrichter wird befragt</translation>
    </message>
    <message>
        <source>{0}, but somebody speaks for the service address: {1}; {2} stays passive</source>
        <translation>{0}, doch jemand spricht für die Dienstadresse: {1}; {2} bleibt passiv</translation>
    </message>
    <message>
        <source>{0}, and {1} is isolated itself: {2}</source>
        <translation>{0}, und {1} ist selbst abgeschnitten: {2}</translation>
    </message>
    <message>
        <source>{0}; the service address has been silent for {1} s only</source>
        <translation>{0}; die Dienstadresse schweigt erst seit {1} s</translation>
    </message>
    <message>
        <source>{0}; the arbiter agrees: {1}</source>
        <translation>{0}; der Schiedsrichter stimmt zu: {1}</translation>
    </message>
    <message>
        <source>{0} holds still for {1} s more: {2}</source>
        <translation>{0} hält noch {1} s still: {2}</translation>
    </message>
    <message>
        <source>{0} cannot be read ({1}); stop both servers and copy the higher generation from the other server&apos;s role.json</source>
        <translation>{0} ist nicht lesbar ({1}); halten Sie beide Server an und kopieren Sie die höhere Generation aus role.json des anderen</translation>
    </message>
    <message>
        <source>a switchover is under way already; watch it with &apos;twinhelm status&apos;</source>
        <translation>eine Umschaltung ist schon im Gange; verfolgen Sie sie mit „twinhelm status“</translation>
    </message>
    <message>
        <source>this operation can no longer be cancelled; wait for its end</source>
        <translation>dieser Vorgang lässt sich nicht mehr abbrechen; warten Sie sein Ende ab</translation>
    </message>
    <message>
        <source>cancelled; the applications run on where they were</source>
        <translation>abgebrochen; die Anwendungen laufen weiter, wo sie waren</translation>
    </message>
    <message>
        <source>{0}; and afterwards {1}</source>
        <translation>{0}; und danach {1}</translation>
    </message>
    <message>
        <source>{0}; {1} takes the role back</source>
        <translation>{0}; {1} nimmt die Rolle zurück</translation>
    </message>
    <message>
        <source>{0} did not say that it finished</source>
        <translation>{0} hat nicht gesagt, dass es fertig ist</translation>
    </message>
    <message>
        <source>{0} gave up</source>
        <translation>{0} hat aufgegeben</translation>
    </message>
    <message>
        <source>{0} has applied {1} of the set {2}, which ended at {3}; wait for it</source>
        <translation>{0} hat {1} des Satzes {2} angewendet, der bei {3} endete; warten Sie darauf</translation>
    </message>
    <message>
        <source>the network card {0} cannot be used ({1}); correct [public] interface in twinhelm.toml</source>
        <translation>die Netzwerkkarte {0} ist nicht benutzbar ({1}); berichtigen Sie [public] interface in twinhelm.toml</translation>
    </message>
    <message>
        <source>part of the packet filter was missing (was the firewall flushed?); it is whole again, and this server silent</source>
        <translation>ein Teil des Paketfilters fehlte (wurde die Firewall geleert?); er ist wieder ganz, und dieser Server schweigt</translation>
    </message>
    <message>
        <source>the packet filter cannot be repaired: {0}</source>
        <translation>der Paketfilter lässt sich nicht wiederherstellen: {0}</translation>
    </message>
    <message>
        <source>the primary</source>
        <translation>der primäre</translation>
    </message>
    <message>
        <source>heartbeat lost {0} ago on {1}, but {2}</source>
        <translation>Heartbeat vor {0} verloren auf {1}, aber {2}</translation>
    </message>
    <message>
        <source>{0} is a folder on {1}</source>
        <translation>{0} ist ein Ordner auf {1}</translation>
    </message>
    <message>
        <source>{0} is a folder on {1}, where {2} leads to</source>
        <translation>{0} ist ein Ordner auf {1}, wohin {2} führt</translation>
    </message>
    <message>
        <source>it contains no other set and none of Twinhelm&apos;s own files</source>
        <translation>er enthält keinen anderen Satz und keine eigenen Dateien von Twinhelm</translation>
    </message>
    <message>
        <source>{0}: {1} (everything is compared because {2})</source>
        <translation>{0}: {1} (alles wird verglichen, weil {2})</translation>
    </message>
    <message>
        <source>{0} led it and has not spoken of it since</source>
        <translation>{0} hat ihn geführt und seither nicht davon gesprochen</translation>
    </message>
    <message>
        <source>the unsafe queue of {0} has no room: the application goes on, changed paths are remembered and compared later</source>
        <translation>die unsichere Warteschlange von {0} hat keinen Platz: Die Anwendung läuft weiter, geänderte Pfade werden gemerkt und später verglichen</translation>
    </message>
    <message>
        <source>changes of {0} are recorded again; {1} paths that changed meanwhile are compared</source>
        <translation>Änderungen von {0} werden wieder aufgezeichnet; {1} Pfade, die sich inzwischen änderten, werden verglichen</translation>
    </message>
    <message>
        <source>what was missing from the unsafe queue of {0} is on the other server</source>
        <translation>was in der unsicheren Warteschlange von {0} fehlte, ist auf dem anderen Server</translation>
    </message>
    <message>
        <source>the unsafe queue of {0} is {1} full ({2} of {3})</source>
        <translation>die unsichere Warteschlange von {0} ist zu {1} voll ({2} von {3})</translation>
    </message>
    <message>
        <source>{0}: it gets better</source>
        <translation>{0}: es wird besser</translation>
    </message>
    <message>
        <source>writers are slowed down</source>
        <translation>Schreiber werden gebremst</translation>
    </message>
    <message>
        <source>at its end changed paths are remembered and compared later</source>
        <translation>danach werden geänderte Pfade gemerkt und später verglichen</translation>
    </message>
    <message>
        <source>{0} is durable, but the passive is away: fsync goes on without it and the RPO is growing</source>
        <translation>{0} ist durable, aber der passive Server fehlt: fsync geht ohne ihn weiter, und der mögliche Verlust wächst</translation>
    </message>
    <message>
        <source>{0} is durable and the passive is away: fsync waits for it; &apos;twinhelm set mode {1} durable --when-away continue&apos; lets the application go on</source>
        <translation>{0} ist durable, und der passive Server fehlt: fsync wartet auf ihn; „twinhelm set mode {1} durable --when-away continue“ lässt die Anwendung weiterlaufen</translation>
    </message>
    <message>
        <source>{0} is durable: what fsync confirms is on both servers</source>
        <translation>{0} ist durable: Was fsync bestätigt, ist auf beiden Servern</translation>
    </message>
    <message>
        <source>{0} is asynchronous now: what fsync confirms is on this server</source>
        <translation>{0} ist jetzt asynchron: Was fsync bestätigt, ist auf diesem Server</translation>
    </message>
    <message>
        <source>the unsafe queue of {0} is {1} full ({2} of {3}) and full in {4} at this rate</source>
        <translation>die unsichere Warteschlange von {0} ist zu {1} voll ({2} von {3}) und bei dieser Rate in {4} ganz voll</translation>
    </message>
    <message>
        <source>{0}; {1}: look after the other server and the link, or raise the quota</source>
        <translation>{0}; {1}: Sehen Sie nach dem anderen Server und der Verbindung, oder erhöhen Sie die Grenze</translation>
    </message>
    <message>
        <source>{0} days</source>
        <translation>{0} Tage</translation>
    </message>
    <message>
        <source>Replication stopped applying: {0}</source>
        <translation>Die Replikation wendet nichts mehr an: {0}</translation>
    </message>
    <message>
        <source>The disk of the protected folder is full on this server ({0}); make room, it goes on by itself</source>
        <translation>Die Platte des geschützten Ordners ist auf diesem Server voll ({0}); schaffen Sie Platz, dann geht es von selbst weiter</translation>
    </message>
    <message>
        <source>The disk of the protected folder could not be written ({0}); check it, then restart the replicator</source>
        <translation>Die Platte des geschützten Ordners konnte nicht beschrieben werden ({0}); prüfen Sie sie und starten Sie dann den Replikator neu</translation>
    </message>
    <message>
        <source>{0} of {1} could not be applied ({2}); it is copied again</source>
        <translation>{0} von {1} ließ sich nicht anwenden ({2}); es wird noch einmal kopiert</translation>
    </message>
    <message>
        <source>{0} belongs to user {1}, group {2} on the active, which this server cannot set ({3}); map these ids here or run the replicator as root</source>
        <translation>{0} gehört auf dem aktiven Server Benutzer {1}, Gruppe {2}, was dieser Server nicht setzen kann ({3}); bilden Sie diese Nummern hier ab oder lassen Sie den Replikator als root laufen</translation>
    </message>
    <message>
        <source>A check found differences; they are being repaired</source>
        <translation>Eine Prüfung hat Unterschiede gefunden; sie werden behoben</translation>
    </message>
    <message>
        <source>a record of unknown kind {0}; bring both servers to the same version</source>
        <translation>ein Eintrag der unbekannten Art {0}; bringen Sie beide Server auf dieselbe Version</translation>
    </message>
    <message>
        <source>a symbolic link has no mode of its own</source>
        <translation>eine symbolische Verknüpfung hat keine eigenen Rechte</translation>
    </message>
    <message>
        <source>{0} exists already and is not overwritten; name another folder</source>
        <translation>{0} gibt es schon und wird nicht überschrieben; nennen Sie einen anderen Ordner</translation>
    </message>
    <message>
        <source>the folder {0} does not exist; make it first</source>
        <translation>den Ordner {0} gibt es nicht; legen Sie ihn zuerst an</translation>
    </message>
    <message>
        <source>{0} cannot be put to {1}: {2}</source>
        <translation>{0} kann nicht nach {1} gelegt werden: {2}</translation>
    </message>
    <message>
        <source>older than {0} days</source>
        <translation>älter als {0} Tage</translation>
    </message>
    <message>
        <source>more than {0} bytes</source>
        <translation>mehr als {0} Bytes</translation>
    </message>
    <message>
        <source>{0} is not in the quarantine of {1}; &apos;twinhelm verify orphans&apos; shows what is</source>
        <translation>{0} ist nicht in der Quarantäne von {1}; „twinhelm verify orphans“ zeigt, was darin ist</translation>
    </message>
    <message>
        <source>it was left where it is</source>
        <translation>es blieb, wo es war</translation>
    </message>
    <message>
        <source>it was deleted</source>
        <translation>es wurde gelöscht</translation>
    </message>
    <message>
        <source>it was set aside</source>
        <translation>es wurde beiseitegelegt</translation>
    </message>
    <message>
        <source>it could not be set aside ({0}) and stays</source>
        <translation>es ließ sich nicht beiseitelegen ({0}) und bleibt</translation>
    </message>
    <message>
        <source>A set id of 16 bytes, a first sequence of at least 1, segments of at least 4 KiB and two threads are needed</source>
        <translation>Eine Satznummer von 16 Bytes, eine erste Nummer ab 1, Segmente ab 4 KiB und zwei Threads sind nötig</translation>
    </message>
    <message>
        <source>The folder {0} of set {1} does not exist: create it or correct the path of the set</source>
        <translation>Den Ordner {0} des Satzes {1} gibt es nicht: Legen Sie ihn an oder berichtigen Sie den Pfad des Satzes</translation>
    </message>
    <message>
        <source>The state directory lies inside the protected folder {0}: move one of them, a queue cannot record itself</source>
        <translation>Das Zustandsverzeichnis liegt im geschützten Ordner {0}: Verlegen Sie eines von beiden, eine Warteschlange kann sich nicht selbst aufzeichnen</translation>
    </message>
    <message>
        <source>Paths and patterns are not empty and hold no zero byte: correct the set</source>
        <translation>Pfade und Muster sind nicht leer und enthalten kein Nullbyte: Berichtigen Sie den Satz</translation>
    </message>
    <message>
        <source>The unsafe queue of set {0} already has a segment with records from sequence {1} on: it was not read to its end before the capture started; restart the node</source>
        <translation>Die unsichere Warteschlange des Satzes {0} hat schon ein Segment mit Einträgen ab Nummer {1}: Es wurde nicht zu Ende gelesen, bevor die Erfassung begann; starten Sie den Dienst neu</translation>
    </message>
    <message>
        <source>The unsafe queue of set {0} cannot be written ({1}): make room or rights in {2}</source>
        <translation>Die unsichere Warteschlange des Satzes {0} ist nicht beschreibbar ({1}): Schaffen Sie Platz oder Rechte in {2}</translation>
    </message>
    <message>
        <source>The folder {0} of set {1} cannot be served without /proc: mount it first</source>
        <translation>Der Ordner {0} des Satzes {1} kann ohne /proc nicht bedient werden: Hängen Sie es zuerst ein</translation>
    </message>
    <message>
        <source>load the kernel module fuse and let this user open it</source>
        <translation>laden Sie das Kernelmodul fuse und erlauben Sie diesem Benutzer, es zu öffnen</translation>
    </message>
    <message>
        <source>run the node as root, or unmount what is there</source>
        <translation>lassen Sie den Dienst als root laufen oder hängen Sie aus, was dort ist</translation>
    </message>
    <message>
        <source>The folder {0} of set {1} cannot be mounted over ({2}): {3}</source>
        <translation>Über den Ordner {0} des Satzes {1} lässt sich nicht einhängen ({2}): {3}</translation>
    </message>
    <message>
        <source>Files in {0} are still open: stop the applications that use set {1} (fuser -m shows them) and try again</source>
        <translation>Dateien in {0} sind noch geöffnet: Halten Sie die Anwendungen an, die den Satz {1} benutzen (fuser -m zeigt sie), und versuchen Sie es erneut</translation>
    </message>
    <message>
        <source>The folder {0} cannot be unmounted ({1}): see dmesg on this server</source>
        <translation>Der Ordner {0} lässt sich nicht aushängen ({1}): Sehen Sie in dmesg auf diesem Server</translation>
    </message>
    <message>
        <source>changes of set {0} from sequence {1} on are not recorded ({2} so far)</source>
        <translation>Änderungen des Satzes {0} ab Nummer {1} werden nicht aufgezeichnet (bisher {2})</translation>
    </message>
    <message>
        <source>The unsafe queue is full, {0}: when the passive is back, or the quota is raised, a copy brings it up to date</source>
        <translation>Die unsichere Warteschlange ist voll, {0}: Ist der passive Server zurück oder die Grenze erhöht, gleicht eine Kopie sie an</translation>
    </message>
    <message>
        <source>A path in {0} is longer than 4096 bytes, {1}: exclude or shorten it, then copy the set again</source>
        <translation>Ein Pfad in {0} ist länger als 4096 Bytes, {1}: Schließen Sie ihn aus oder kürzen Sie ihn, dann kopieren Sie den Satz erneut</translation>
    </message>
    <message>
        <source>Something other than the node unmounted {0}, {1}: restart the node, then copy the set again</source>
        <translation>Etwas anderes als der Dienst hat {0} ausgehängt, {1}: Starten Sie den Dienst neu, dann kopieren Sie den Satz erneut</translation>
    </message>
    <message>
        <source>The unsafe queue cannot be written ({0}), {1}: make room on its disk, then copy the set again</source>
        <translation>Die unsichere Warteschlange ist nicht beschreibbar ({0}), {1}: Schaffen Sie Platz auf ihrer Platte, dann kopieren Sie den Satz erneut</translation>
    </message>
    <message>
        <source>The unsafe queue of set {0} still cannot be written ({1}): make room on its disk</source>
        <translation>Die unsichere Warteschlange des Satzes {0} ist weiterhin nicht beschreibbar ({1}): Schaffen Sie Platz auf ihrer Platte</translation>
    </message>
    <message>
        <source>A batch announces {0} bytes, more than {1} or none; update both servers</source>
        <translation>Ein Paket kündigt {0} Bytes an, mehr als {1} oder keine; aktualisieren Sie beide Server</translation>
    </message>
    <message>
        <source>A batch of a long stream came, but none was agreed upon; update both servers</source>
        <translation>Ein Paket eines langen Stroms kam, aber keiner war vereinbart; aktualisieren Sie beide Server</translation>
    </message>
    <message>
        <source>A batch cannot be decompressed ({0}); it is asked for again</source>
        <translation>Ein Paket lässt sich nicht entpacken ({0}); es wird erneut angefordert</translation>
    </message>
    <message>
        <source>A batch holds {0} bytes instead of {1}; it is asked for again</source>
        <translation>Ein Paket enthält {0} statt {1} Bytes; es wird erneut angefordert</translation>
    </message>
    <message>
        <source>A batch is compressed from {0} bytes instead of {1}; it is asked for again</source>
        <translation>Ein Paket ist aus {0} statt {1} Bytes komprimiert; es wird erneut angefordert</translation>
    </message>
    <message>
        <source>The connection to {0} over link {1} was interrupted; it is made again by itself</source>
        <translation>Die Verbindung zu {0} über {1} wurde unterbrochen; sie wird von selbst wieder aufgebaut</translation>
    </message>
    <message>
        <source>The rate of the link is not known yet</source>
        <translation>Die Rate der Verbindung ist noch nicht bekannt</translation>
    </message>
    <message>
        <source>Set to {0}</source>
        <translation>Festgelegt auf {0}</translation>
    </message>
    <message>
        <source>The processor and not the link is the limit</source>
        <translation>Der Prozessor und nicht die Verbindung ist die Grenze</translation>
    </message>
    <message>
        <source>The link carries {0}</source>
        <translation>Die Verbindung trägt {0}</translation>
    </message>
    <message>
        <source>The processor and not the link was the limit a moment ago</source>
        <translation>Der Prozessor und nicht die Verbindung war eben noch die Grenze</translation>
    </message>
    <message>
        <source>{0}: fewer bytes matter more than the processor</source>
        <translation>{0}: Weniger Bytes zählen mehr als der Prozessor</translation>
    </message>
    <message>
        <source>{0}, more than can be compressed</source>
        <translation>{0}, mehr als sich komprimieren lässt</translation>
    </message>
    <message>
        <source>{0}, and the content does not shrink</source>
        <translation>{0}, und der Inhalt wird nicht kleiner</translation>
    </message>
    <message>
        <source>holds more than the {0} bytes that it announces</source>
        <translation>enthält mehr als die {0} Bytes, die es ankündigt</translation>
    </message>
    <message>
        <source>holds {0} bytes instead of {1}</source>
        <translation>enthält {0} statt {1} Bytes</translation>
    </message>
    <message>
        <source>does not begin a compressed stream ({0})</source>
        <translation>beginnt keinen komprimierten Strom ({0})</translation>
    </message>
    <message>
        <source>asks for a window of {0} bytes, {1} were agreed upon</source>
        <translation>verlangt ein Fenster von {0} Bytes, {1} waren vereinbart</translation>
    </message>
    <message>
        <source>cannot be decompressed ({0})</source>
        <translation>lässt sich nicht entpacken ({0})</translation>
    </message>
    <message>
        <source>is damaged at byte {0}</source>
        <translation>ist bei Byte {0} beschädigt</translation>
    </message>
    <message>
        <source>A batch of the long stream {0}; it is asked for again</source>
        <translation>Ein Paket des langen Stroms {0}; es wird erneut angefordert</translation>
    </message>
    <message>
        <source>A channel stream began without a hello; update both servers to the same version</source>
        <translation>Ein Kanalstrom begann ohne Begrüßung; bringen Sie beide Server auf dieselbe Version</translation>
    </message>
    <message>
        <source>The caller belongs to another pair; check the heartbeat addresses in twinhelm.toml on both servers</source>
        <translation>Der Anrufer gehört zu einem anderen Paar; prüfen Sie die Heartbeat-Adressen in twinhelm.toml auf beiden Servern</translation>
    </message>
    <message>
        <source>This stream was ended here: a newer one took its place or this server changed its role</source>
        <translation>Dieser Strom wurde hier beendet: Ein neuerer trat an seine Stelle oder dieser Server wechselte seine Rolle</translation>
    </message>
    <message>
        <source>Only batches may follow the hello; update both servers to the same version</source>
        <translation>Nach der Begrüßung dürfen nur Pakete folgen; bringen Sie beide Server auf dieselbe Version</translation>
    </message>
    <message>
        <source>This server does not know the protected set {0}; wait until the pair document has arrived</source>
        <translation>Dieser Server kennt den geschützten Satz {0} nicht; warten Sie, bis das Paardokument angekommen ist</translation>
    </message>
    <message>
        <source>{0} does not answer on link {1}; check that link and its replicator</source>
        <translation>{0} antwortet nicht auf Verbindung {1}; prüfen Sie diese Verbindung und seinen Replikator</translation>
    </message>
    <message>
        <source>The unsafe queue cannot be read ({0}); check the disk that holds it</source>
        <translation>Die unsichere Warteschlange ist nicht lesbar ({0}); prüfen Sie die Platte, auf der sie liegt</translation>
    </message>
    <message>
        <source>{0} asks for sequence {1}, but the unsafe queue holds {2} to {3}; the set must be copied again</source>
        <translation>{0} verlangt Nummer {1}, aber die unsichere Warteschlange enthält {2} bis {3}; der Satz muss neu kopiert werden</translation>
    </message>
    <message>
        <source>{0} acknowledges sequence {1}, but only {2} was sent; nothing is dropped. Update both servers</source>
        <translation>{0} bestätigt Nummer {1}, aber nur {2} wurde gesendet; nichts wird verworfen. Aktualisieren Sie beide Server</translation>
    </message>
    <message>
        <source>A batch came with codec {0}, which this server does not know; update both servers</source>
        <translation>Ein Paket kam mit dem Verfahren {0}, das dieser Server nicht kennt; aktualisieren Sie beide Server</translation>
    </message>
    <message>
        <source>The queue {0} holds sequence {1} where {2} belongs; check this disk, the set is copied again</source>
        <translation>Die Warteschlange {0} enthält Nummer {1}, wo {2} hingehört; prüfen Sie diese Platte, der Satz wird neu kopiert</translation>
    </message>
    <message>
        <source>The queue {0} does not hold sequence {1} (it ends with {2}); the set is copied again</source>
        <translation>Die Warteschlange {0} enthält Nummer {1} nicht (sie endet mit {2}); der Satz wird neu kopiert</translation>
    </message>
    <message>
        <source>A record of {0} bytes with a path of {1} bytes is too large to be journalled</source>
        <translation>Ein Eintrag von {0} Bytes mit einem Pfad von {1} Bytes ist zu groß für das Journal</translation>
    </message>
    <message>
        <source>The batch that begins with sequence {0} is damaged at byte {1}; it is asked for again</source>
        <translation>Das Paket ab Nummer {0} ist bei Byte {1} beschädigt; es wird erneut angefordert</translation>
    </message>
    <message>
        <source>The channel carries sequence {0} of generation {1} where {2} of at least {3} belongs; the stream starts again from the last good record</source>
        <translation>Der Kanal bringt Nummer {0} der Generation {1}, wo {2} von mindestens {3} hingehört; der Strom beginnt neu nach dem letzten guten Eintrag</translation>
    </message>
    <message>
        <source>An empty batch came over the channel; it is asked for again</source>
        <translation>Ein leeres Paket kam über den Kanal; es wird erneut angefordert</translation>
    </message>
    <message>
        <source>its header is damaged but records follow</source>
        <translation>sein Kopf ist beschädigt, aber Einträge folgen</translation>
    </message>
    <message>
        <source>valid records follow at byte {0}</source>
        <translation>gültige Einträge folgen bei Byte {0}</translation>
    </message>
    <message>
        <source>sequence {0} was acknowledged and is missing</source>
        <translation>Nummer {0} wurde bestätigt und fehlt</translation>
    </message>
    <message>
        <source>a later segment goes on</source>
        <translation>ein späteres Segment geht weiter</translation>
    </message>
    <message>
        <source>it begins with sequence {0} where {1} belongs</source>
        <translation>es beginnt mit Nummer {0}, wo {1} hingehört</translation>
    </message>
    <message>
        <source>sequence {0} was acknowledged and cannot be read</source>
        <translation>Nummer {0} wurde bestätigt und ist nicht lesbar</translation>
    </message>
    <message>
        <source>The journal {0} is corrupt at byte {1}: {2}. Keep a copy of the directory {3}, check this disk, then move the directory away: the set is copied again from the active</source>
        <translation>Das Journal {0} ist bei Byte {1} beschädigt: {2}. Bewahren Sie eine Kopie des Verzeichnisses {3} auf, prüfen Sie diese Platte, dann verschieben Sie das Verzeichnis: Der Satz wird neu vom aktiven kopiert</translation>
    </message>
    <message>
        <source>its header belongs to another set or another file name</source>
        <translation>sein Kopf gehört zu einem anderen Satz oder Dateinamen</translation>
    </message>
    <message>
        <source>Sequence {0} to {1} of the unsafe queue cannot be read any more; the damaged segment is kept in {2}. Everything is compared, until then the passive cannot take over by itself; check the disk of this server</source>
        <translation>Nummer {0} bis {1} der unsicheren Warteschlange sind nicht mehr lesbar; das beschädigte Segment liegt in {2}. Alles wird verglichen, bis dahin kann der passive Server nicht von selbst übernehmen; prüfen Sie die Platte dieses Servers</translation>
    </message>
    <message>
        <source>Sequence {0} to {1} of the unsafe queue cannot be read any more; the damaged segment is kept in {2}. What has changed since {3} ({4} paths) is compared, until then the passive cannot take over by itself; check the disk of this server</source>
        <translation>Nummer {0} bis {1} der unsicheren Warteschlange sind nicht mehr lesbar; das beschädigte Segment liegt in {2}. Was sich seit {3} geändert hat ({4} Pfade), wird verglichen, bis dahin kann der passive Server nicht von selbst übernehmen; prüfen Sie die Platte dieses Servers</translation>
    </message>
    <message>
        <source>Sequence {0} to {1} of the safe queue, acknowledged before, cannot be read any more; the damaged segment is kept in {2}. They are asked for again, until then this server cannot take over by itself; check its disk</source>
        <translation>Nummer {0} bis {1} der sicheren Warteschlange, schon bestätigt, sind nicht mehr lesbar; das beschädigte Segment liegt in {2}. Sie werden noch einmal angefordert, bis dahin kann dieser Server nicht von selbst übernehmen; prüfen Sie seine Platte</translation>
    </message>
    <message>
        <source>Sequence {0} of the safe queue {1} cannot be read any more ({2})</source>
        <translation>Nummer {0} der sicheren Warteschlange {1} ist nicht mehr lesbar ({2})</translation>
    </message>
    <message>
        <source>it is not what was written</source>
        <translation>sie ist nicht, was geschrieben wurde</translation>
    </message>
    <message>
        <source>The safe queue continues with sequence {0}, not {1}; the stream starts again</source>
        <translation>Die sichere Warteschlange geht mit Nummer {0} weiter, nicht {1}; der Strom beginnt neu</translation>
    </message>
    <message>
        <source>The disk under the safe queue {0} is full; make room there, it goes on by itself</source>
        <translation>Die Platte unter der sicheren Warteschlange {0} ist voll; schaffen Sie dort Platz, dann geht es von selbst weiter</translation>
    </message>
    <message>
        <source>The safe queue {0} cannot be written ({1}); check this disk</source>
        <translation>Die sichere Warteschlange {0} ist nicht beschreibbar ({1}); prüfen Sie diese Platte</translation>
    </message>
    <message>
        <source>A failed write to the safe queue {0} could not be taken back ({1}); check this disk, then restart the replicator of this server</source>
        <translation>Ein misslungener Schreibvorgang in die sichere Warteschlange {0} ließ sich nicht zurücknehmen ({1}); prüfen Sie diese Platte, dann starten Sie den Replikator dieses Servers neu</translation>
    </message>
    <message>
        <source>The passive has not been connected since this server became active</source>
        <translation>Der passive Server war nicht verbunden, seit dieser aktiv wurde</translation>
    </message>
    <message>
        <source>What changed while the unsafe queue was full is being compared</source>
        <translation>Was sich änderte, während die unsichere Warteschlange voll war, wird verglichen</translation>
    </message>
    <message>
        <source>The passive is not connected</source>
        <translation>Der passive Server ist nicht verbunden</translation>
    </message>
    <message>
        <source>The set is not synchronized yet</source>
        <translation>Der Satz ist noch nicht synchron</translation>
    </message>
    <message>
        <source>The queues are long; it goes on when they are shorter</source>
        <translation>Die Warteschlangen sind lang; es geht weiter, wenn sie kürzer sind</translation>
    </message>
    <message>
        <source>This server is not active; ask the active one</source>
        <translation>Dieser Server ist nicht aktiv; fragen Sie den aktiven</translation>
    </message>
    <message>
        <source>No check of this set is at work; start one with &apos;twinhelm verify start&apos;</source>
        <translation>Keine Prüfung dieses Satzes ist im Gange; beginnen Sie eine mit „twinhelm verify start“</translation>
    </message>
    <message>
        <source>The copy cannot be used without this check, so it cannot be cancelled; pause it if it has to wait</source>
        <translation>Ohne diese Prüfung ist die Kopie nicht verwendbar, sie kann also nicht abgebrochen werden; lassen Sie sie ruhen, wenn sie warten muss</translation>
    </message>
    <message>
        <source>{0} checks of this set wait already; cancel some with &apos;twinhelm verify cancel&apos;</source>
        <translation>{0} Prüfungen dieses Satzes warten schon; brechen Sie welche mit „twinhelm verify cancel“ ab</translation>
    </message>
    <message>
        <source>The set {0} holds the state directory {1}; move one of them out of the other</source>
        <translation>Der Satz {0} enthält das Zustandsverzeichnis {1}; verlegen Sie eines aus dem anderen</translation>
    </message>
    <message>
        <source>The sets {0} and {1} overlap ({2}, {3}); protect a folder in one set only</source>
        <translation>Die Sätze {0} und {1} überschneiden sich ({2}, {3}); schützen Sie einen Ordner in nur einem Satz</translation>
    </message>
    <message>
        <source>The folder {0} of set {1} does not exist on this server; create it and try again</source>
        <translation>Den Ordner {0} des Satzes {1} gibt es auf diesem Server nicht; legen Sie ihn an und versuchen Sie es erneut</translation>
    </message>
    <message>
        <source>this server stopped uncleanly, so its files may not be what its queue says</source>
        <translation>dieser Server wurde unsauber beendet, seine Dateien sind also vielleicht nicht, was seine Warteschlange sagt</translation>
    </message>
    <message>
        <source>this server holds nothing yet</source>
        <translation>dieser Server hält noch nichts</translation>
    </message>
    <message>
        <source>this server holds sequence {0}, the active only {1}</source>
        <translation>dieser Server hält Nummer {0}, der aktive nur {1}</translation>
    </message>
    <message>
        <source>this server&apos;s tree belongs to generation {0}, the active&apos;s grew from generation {1}</source>
        <translation>der Baum dieses Servers gehört zu Generation {0}, der des aktiven ging aus Generation {1} hervor</translation>
    </message>
    <message>
        <source>this server went on to sequence {0} of generation {1}, the active took over at {2}</source>
        <translation>dieser Server ging bis Nummer {0} der Generation {1} weiter, der aktive übernahm bei {2}</translation>
    </message>
    <message>
        <source>the active no longer holds sequence {0}</source>
        <translation>der aktive hält Nummer {0} nicht mehr</translation>
    </message>
    <message>
        <source>{0} cannot be read ({1}); move it away: the set is then copied again from the active</source>
        <translation>{0} ist nicht lesbar ({1}); verschieben Sie es: Der Satz wird dann neu vom aktiven kopiert</translation>
    </message>
    <message>
        <source>Generation {0} is over, this server knows generation {1}; the caller steps down</source>
        <translation>Generation {0} ist vorbei, dieser Server kennt Generation {1}; der Anrufer tritt zurück</translation>
    </message>
    <message>
        <source>This server stopped while it was active; its files are compared as soon as there is an active</source>
        <translation>Dieser Server wurde beendet, während er aktiv war; seine Dateien werden verglichen, sobald es einen aktiven gibt</translation>
    </message>
    <message>
        <source>{0} files and folders that can differ since this server was active are compared</source>
        <translation>{0} Dateien und Ordner, die sich unterscheiden können, seit dieser Server aktiv war, werden verglichen</translation>
    </message>
    <message>
        <source>The files are going to be {0}: {1}</source>
        <translation>Die Dateien werden gleich {0}: {1}</translation>
    </message>
    <message>
        <source>its machine stopped since it was active, and what had not reached the disk then is named nowhere</source>
        <translation>seine Maschine hielt an, seit er aktiv war, und was die Platte da noch nicht erreicht hatte, ist nirgends genannt</translation>
    </message>
    <message>
        <source>nothing tells which files it had changed</source>
        <translation>nichts sagt, welche Dateien er geändert hatte</translation>
    </message>
    <message>
        <source>it was active in generation {0} and the active&apos;s grew from generation {1}</source>
        <translation>er war in Generation {0} aktiv, und die des aktiven ging aus Generation {1} hervor</translation>
    </message>
    <message>
        <source>the active took over at sequence {0} and this server&apos;s list of changes covers {1} to {2}</source>
        <translation>der aktive übernahm bei Nummer {0}, und die Liste der Änderungen dieses Servers reicht von {1} bis {2}</translation>
    </message>
    <message>
        <source>more changed without room in its queue than could be listed</source>
        <translation>mehr änderte sich ohne Platz in der Warteschlange, als sich auflisten ließ</translation>
    </message>
    <message>
        <source>more files can differ than are worth listing</source>
        <translation>mehr Dateien können verschieden sein, als sich aufzulisten lohnt</translation>
    </message>
    <message>
        <source>This replicator works for another pair; restart it after the server has joined a new one</source>
        <translation>Dieser Replikator arbeitet für ein anderes Paar; starten Sie ihn neu, nachdem der Server einem neuen beigetreten ist</translation>
    </message>
    <message>
        <source>The replicator has not been configured yet; control does that when it starts</source>
        <translation>Der Replikator ist noch nicht eingerichtet; control tut das beim Start</translation>
    </message>
    <message>
        <source>This server is active in generation {0}; deactivate it first</source>
        <translation>Dieser Server ist in Generation {0} aktiv; deaktivieren Sie ihn zuerst</translation>
    </message>
    <message>
        <source>Generation {0} is over, this server knows generation {1}; ask with a higher one</source>
        <translation>Generation {0} ist vorbei, dieser Server kennt Generation {1}; fragen Sie mit einer höheren</translation>
    </message>
    <message>
        <source>The set {0} cannot be used: {1}</source>
        <translation>Der Satz {0} ist nicht benutzbar: {1}</translation>
    </message>
    <message>
        <source>The safe queue cannot be applied: {0}</source>
        <translation>Die sichere Warteschlange lässt sich nicht anwenden: {0}</translation>
    </message>
    <message>
        <source>{0} records to go</source>
        <translation>noch {0} Einträge</translation>
    </message>
    <message>
        <source>There is no protected set {0}; see &apos;twinhelm set list&apos;</source>
        <translation>Es gibt keinen geschützten Satz {0}; siehe „twinhelm set list“</translation>
    </message>
    <message>
        <source>The {0} queue is held by the {1} server, and this one is not; ask the other one</source>
        <translation>Die Warteschlange {0} hält der Server, der {1} ist, und dieser ist es nicht; fragen Sie den anderen</translation>
    </message>
    <message>
        <source>This server is not passive; two actives must not feed each other</source>
        <translation>Dieser Server ist nicht passiv; zwei aktive dürfen einander nicht beliefern</translation>
    </message>
    <message>
        <source>The set {0} cannot be received: {1}</source>
        <translation>Der Satz {0} kann nicht empfangen werden: {1}</translation>
    </message>
    <message>
        <source>The copy stopped at {0} ({1}); it starts again</source>
        <translation>Die Kopie blieb bei {0} stehen ({1}); sie beginnt erneut</translation>
    </message>
    <message>
        <source>the passive</source>
        <translation>der passive</translation>
    </message>
    <message>
        <source>the folder</source>
        <translation>der Ordner</translation>
    </message>
    <message>
        <source>The stream of generation {0} carries records of generation {1}; update both servers to the same version</source>
        <translation>Der Strom der Generation {0} bringt Einträge der Generation {1}; bringen Sie beide Server auf dieselbe Version</translation>
    </message>
    <message>
        <source>{0} holds only sequence {1} after it had acknowledged {2}; check its disk. What is still here is sent again</source>
        <translation>{0} hält nur Nummer {1}, nachdem es {2} bestätigt hatte; prüfen Sie seine Platte. Was hier noch liegt, wird erneut gesendet</translation>
    </message>
    <message>
        <source>The channel carries a record of generation {0} after one of {1}; it is refused. Update both servers to the same version</source>
        <translation>Der Kanal bringt einen Eintrag der Generation {0} nach einem der Generation {1}; er wird abgelehnt. Bringen Sie beide Server auf dieselbe Version</translation>
    </message>
    <message>
        <source>the disk of the protected folder could not be written ({0}); check it, then restart the replicator</source>
        <translation>die Platte des geschützten Ordners war nicht beschreibbar ({0}); prüfen Sie sie, dann starten Sie den Replikator neu</translation>
    </message>
    <message>
        <source>page_token is not one of this list; begin again without it</source>
        <translation>page_token gehört nicht zu dieser Liste; beginnen Sie ohne es von vorn</translation>
    </message>
    <message>
        <source>the queue is not given; ask for the unsafe or the safe one</source>
        <translation>die Warteschlange ist nicht genannt; fragen Sie nach der unsicheren oder der sicheren</translation>
    </message>
    <message>
        <source>the connection does not say where it leads; its first request names a target</source>
        <translation>die Verbindung sagt nicht, wohin sie führt; ihre erste Anfrage nennt ein Ziel</translation>
    </message>
    <message>
        <source>port {0} may not be reached through this pair (allowed: {1}); an admin allows it with &apos;twinhelm relay allow {2}&apos;</source>
        <translation>Port {0} darf über dieses Paar nicht erreicht werden (erlaubt: {1}); ein admin erlaubt ihn mit „twinhelm relay allow {2}“</translation>
    </message>
    <message>
        <source>{0} connections are open, {1} of them by {2}, and no more are taken; close one first</source>
        <translation>{0} Verbindungen sind offen, davon {1} von {2}, und mehr werden nicht angenommen; schließen Sie erst eine</translation>
    </message>
    <message>
        <source>a failover may lose unsafe entries and therefore has to be forced; add --force if the active is lost</source>
        <translation>eine Ausfallübernahme kann unsichere Einträge verlieren und muss darum erzwungen werden; fügen Sie --force hinzu, wenn der aktive Server verloren ist</translation>
    </message>
    <message>
        <source>there is no set called {0}; &apos;twinhelm set list&apos; shows them</source>
        <translation>es gibt keinen Satz namens {0}; „twinhelm set list“ zeigt sie</translation>
    </message>
    <message>
        <source>too many wrong passwords; try again in {0} s</source>
        <translation>zu viele falsche Kennwörter; versuchen Sie es in {0} s wieder</translation>
    </message>
    <message>
        <source>the token belongs to another user; leave the name out or use the right one</source>
        <translation>das Token gehört einem anderen Benutzer; lassen Sie den Namen weg oder nennen Sie den richtigen</translation>
    </message>
    <message>
        <source>there is no state {0}; there are: {1}</source>
        <translation>es gibt keinen Zustand {0}; es gibt: {1}</translation>
    </message>
    <message>
        <source>{0} does not answer; check that twinhelm-control runs there and that the address is right</source>
        <translation>{0} antwortet nicht; prüfen Sie, ob twinhelm-control dort läuft und die Adresse stimmt</translation>
    </message>
    <message>
        <source>{0} did not answer in time; try again or ask the other server</source>
        <translation>{0} hat nicht rechtzeitig geantwortet; versuchen Sie es erneut oder fragen Sie den anderen Server</translation>
    </message>
    <message>
        <source>{0} ended the connection; try again</source>
        <translation>{0} hat die Verbindung beendet; versuchen Sie es erneut</translation>
    </message>
    <message>
        <source>{0} does not know this call; update Twinhelm there</source>
        <translation>{0} kennt diesen Aufruf nicht; aktualisieren Sie Twinhelm dort</translation>
    </message>
    <message>
        <source>{0} refused the message because of its size; make the request smaller</source>
        <translation>{0} hat die Nachricht wegen ihrer Größe abgelehnt; verkleinern Sie die Anfrage</translation>
    </message>
    <message>
        <source>the connection to {0} was interrupted; try again</source>
        <translation>die Verbindung zu {0} wurde unterbrochen; versuchen Sie es erneut</translation>
    </message>
    <message>
        <source>{0} answered with {1}; look into its log (journalctl)</source>
        <translation>{0} hat mit {1} geantwortet; sehen Sie in sein Protokoll (journalctl)</translation>
    </message>
    <message>
        <source>the call carries no credentials; sign in first</source>
        <translation>der Aufruf trägt keine Anmeldung; melden Sie sich zuerst an</translation>
    </message>
    <message>
        <source>{0} is {1}, and this needs {2}; ask an admin of the pair</source>
        <translation>{0} ist {1}, und dies braucht {2}; fragen Sie einen admin des Paares</translation>
    </message>
    <message>
        <source>{0} answers on no heartbeat link; check the links and that twinhelm-control runs there</source>
        <translation>{0} antwortet auf keiner Heartbeat-Verbindung; prüfen Sie die Verbindungen und ob twinhelm-control dort läuft</translation>
    </message>
    <message>
        <source>this server is still starting; try again in a moment</source>
        <translation>dieser Server startet noch; versuchen Sie es gleich wieder</translation>
    </message>
    <message>
        <source>the request cannot be read ({0}); use a matching version of Twinhelm</source>
        <translation>die Anfrage ist nicht lesbar ({0}); verwenden Sie eine passende Version von Twinhelm</translation>
    </message>
    <message>
        <source>the caller went away</source>
        <translation>der Anrufer ist gegangen</translation>
    </message>
    <message>
        <source>the server met an unexpected error; see its log (journalctl -u twinhelm-control) and try again</source>
        <translation>der Server ist auf einen unerwarteten Fehler gestoßen; sehen Sie in sein Protokoll (journalctl -u twinhelm-control) und versuchen Sie es erneut</translation>
    </message>
    <message>
        <source>{0} answers on no heartbeat link; check the links</source>
        <translation>{0} antwortet auf keiner Heartbeat-Verbindung; prüfen Sie die Verbindungen</translation>
    </message>
    <message>
        <source>there is no queue {0}; ask for the unsafe or the safe one</source>
        <translation>es gibt keine Warteschlange {0}; fragen Sie nach der unsicheren oder der sicheren</translation>
    </message>
    <message>
        <source>Nothing called {0} can be done to a check</source>
        <translation>Etwas namens {0} kann man mit einer Prüfung nicht tun</translation>
    </message>
    <message>
        <source>The replicator of this server does not answer; see the log of twinhelm-replicator</source>
        <translation>Der Replikator dieses Servers antwortet nicht; sehen Sie in das Protokoll von twinhelm-replicator</translation>
    </message>
    <message>
        <source>{0} is {1}; allowed is {2} to {3}</source>
        <translation>{0} ist {1}; erlaubt ist {2} bis {3}</translation>
    </message>
    <message>
        <source>request_id has {0} characters; allowed are {1}</source>
        <translation>request_id hat {0} Zeichen; erlaubt sind {1}</translation>
    </message>
    <message>
        <source>{0} is empty; it has to be given</source>
        <translation>{0} ist leer; es muss angegeben werden</translation>
    </message>
    <message>
        <source>{0} is missing or unknown; allowed: {1}</source>
        <translation>{0} fehlt oder ist unbekannt; erlaubt: {1}</translation>
    </message>
    <message>
        <source>the port is {0}; name one from 1 to {1} with --port</source>
        <translation>der Port ist {0}; nennen Sie mit --port einen von 1 bis {1}</translation>
    </message>
    <message>
        <source>only the first request of a connection names a target; send data after it</source>
        <translation>nur die erste Anfrage einer Verbindung nennt ein Ziel; senden Sie danach Daten</translation>
    </message>
    <message>
        <source>the request cannot be read; use a matching version of Twinhelm</source>
        <translation>die Anfrage ist nicht lesbar; verwenden Sie eine passende Version von Twinhelm</translation>
    </message>
    <message>
        <source>the application {0} has neither units nor start and stop commands; correct its definition</source>
        <translation>die Anwendung {0} hat weder Units noch Befehle zum Starten und Anhalten; berichtigen Sie ihre Definition</translation>
    </message>
    <message>
        <source>{0} does not serve: {1}</source>
        <translation>{0} arbeitet nicht: {1}</translation>
    </message>
    <message>
        <source>{0} has no driver {1}; there are: {2}</source>
        <translation>{0} hat keinen Treiber {1}; es gibt: {2}</translation>
    </message>
    <message>
        <source>{0} has no parameter {1}; there are: {2}</source>
        <translation>{0} hat keinen Parameter {1}; es gibt: {2}</translation>
    </message>
    <message>
        <source>the parameter {0} of {1} has a character that is not allowed; correct {2}</source>
        <translation>der Parameter {0} von {1} enthält ein Zeichen, das nicht erlaubt ist; berichtigen Sie {2}</translation>
    </message>
    <message>
        <source>there is no definition called {0}; there are: {1}</source>
        <translation>es gibt keine Definition namens {0}; es gibt: {1}</translation>
    </message>
    <message>
        <source>the definition {0} cannot be read: {1}</source>
        <translation>die Definition {0} ist nicht lesbar: {1}</translation>
    </message>
    <message>
        <source>{0} needs the parameter {1}; give it with --parameter {2}=VALUE</source>
        <translation>{0} braucht den Parameter {1}; geben Sie ihn mit --parameter {2}=WERT an</translation>
    </message>
    <message>
        <source>{0} does not serve {1} s after its start. {2}</source>
        <translation>{0} arbeitet {1} s nach dem Start noch nicht. {2}</translation>
    </message>
    <message>
        <source>{0} cannot be started: {1}</source>
        <translation>{0} kann nicht gestartet werden: {1}</translation>
    </message>
    <message>
        <source>{0} cannot be stopped: {1}</source>
        <translation>{0} kann nicht angehalten werden: {1}</translation>
    </message>
    <message>
        <source>the unit {0} does not exist on this server; install the application</source>
        <translation>die Unit {0} gibt es auf diesem Server nicht; installieren Sie die Anwendung</translation>
    </message>
    <message>
        <source>{0} has ended by itself; see: journalctl -u {1}</source>
        <translation>{0} hat sich von selbst beendet; siehe: journalctl -u {1}</translation>
    </message>
    <message>
        <source>{0} has failed; see: journalctl -u {1}</source>
        <translation>{0} ist fehlgeschlagen; siehe: journalctl -u {1}</translation>
    </message>
    <message>
        <source>systemctl {0} failed: {1}</source>
        <translation>systemctl {0} ist fehlgeschlagen: {1}</translation>
    </message>
    <message>
        <source>the name {0} is not allowed; use 1 to 63 lower-case letters, digits and hyphens</source>
        <translation>der Name {0} ist nicht erlaubt; nehmen Sie 1 bis 63 Kleinbuchstaben, Ziffern und Bindestriche</translation>
    </message>
    <message>
        <source>a set called {0} exists already; choose another name or remove that one</source>
        <translation>einen Satz namens {0} gibt es schon; wählen Sie einen anderen Namen oder entfernen Sie jenen</translation>
    </message>
    <message>
        <source>{0} overlaps {1} of the set {2}; two sets may not contain each other</source>
        <translation>{0} überschneidet sich mit {1} des Satzes {2}; zwei Sätze dürfen einander nicht enthalten</translation>
    </message>
    <message>
        <source>{0} overlaps {1}, where Twinhelm keeps its own files; protect another folder</source>
        <translation>{0} überschneidet sich mit {1}, wo Twinhelm seine eigenen Dateien hält; schützen Sie einen anderen Ordner</translation>
    </message>
    <message>
        <source>the quota is {0} bytes; it must be at least {1} (64 MiB)</source>
        <translation>die Grenze ist {0} Bytes; sie muss mindestens {1} (64 MiB) sein</translation>
    </message>
    <message>
        <source>the floor is {0} bytes; it is what stays free on the queue&apos;s disk, 0 or more</source>
        <translation>die Reserve ist {0} Bytes; sie ist, was auf der Platte der Warteschlange frei bleibt, 0 oder mehr</translation>
    </message>
    <message>
        <source>the quarantine is to keep {0} days and {1} bytes; say 0 for no limit, at most {2} days</source>
        <translation>die Quarantäne soll {0} Tage und {1} Bytes behalten; 0 heißt ohne Grenze, höchstens {2} Tage</translation>
    </message>
    <message>
        <source>a check at {0} bytes a second would hardly move; give at least {1} (64 KiB), or 0 for no limit</source>
        <translation>eine Prüfung mit {0} Bytes je Sekunde käme kaum voran; geben Sie mindestens {1} (64 KiB) an, oder 0 für keine Grenze</translation>
    </message>
    <message>
        <source>the user name {0} is not allowed; use 1 to 63 letters, digits and . _ @ -</source>
        <translation>der Benutzername {0} ist nicht erlaubt; nehmen Sie 1 bis 63 Buchstaben, Ziffern und . _ @ -</translation>
    </message>
    <message>
        <source>{0} has {1} tokens already; revoke those that nobody uses</source>
        <translation>{0} hat schon {1} Token; widerrufen Sie die, die niemand benutzt</translation>
    </message>
    <message>
        <source>{0} has {1}; &apos;twinhelm user token {2} --list&apos; shows what there is</source>
        <translation>{0} hat {1}; „twinhelm user token {2} --list“ zeigt, was es gibt</translation>
    </message>
    <message>
        <source>no token {0}</source>
        <translation>kein Token {0}</translation>
    </message>
    <message>
        <source>no token</source>
        <translation>kein Token</translation>
    </message>
    <message>
        <source>an application called {0} exists already; choose another name</source>
        <translation>eine Anwendung namens {0} gibt es schon; wählen Sie einen anderen Namen</translation>
    </message>
    <message>
        <source>{0} is not an absolute path; write it from / on</source>
        <translation>{0} ist kein absoluter Pfad; schreiben Sie ihn von / an</translation>
    </message>
    <message>
        <source>{0} is not a folder on this server; make it first or correct the path</source>
        <translation>{0} ist kein Ordner auf diesem Server; legen Sie ihn an oder berichtigen Sie den Pfad</translation>
    </message>
    <message>
        <source>{0} belongs to the operating system and differs between the servers; protect a folder of data</source>
        <translation>{0} gehört zum Betriebssystem und ist auf jedem Server anders; schützen Sie einen Ordner mit Daten</translation>
    </message>
    <message>
        <source>the filter {0} {1}; write a name such as &apos;*.tmp&apos; or a path below the folder such as &apos;cache/*&apos;</source>
        <translation>der Filter {0} {1}; schreiben Sie einen Namen wie &apos;*.tmp&apos; oder einen Pfad unterhalb des Ordners wie &apos;cache/*&apos;</translation>
    </message>
    <message>
        <source>has {0} characters</source>
        <translation>hat {0} Zeichen</translation>
    </message>
    <message>
        <source>begins with &apos;/&apos;</source>
        <translation>beginnt mit &apos;/&apos;</translation>
    </message>
    <message>
        <source>has an empty part, &apos;.&apos; or &apos;..&apos;</source>
        <translation>hat einen leeren Teil, &apos;.&apos; oder &apos;..&apos;</translation>
    </message>
    <message>
        <source>contains a control character</source>
        <translation>enthält ein Steuerzeichen</translation>
    </message>
    <message>
        <source>has a &apos;[&apos; without its &apos;]&apos;</source>
        <translation>hat ein &apos;[&apos; ohne sein &apos;]&apos;</translation>
    </message>
    <message>
        <source>there is no {0} called {1}; there are: {2}</source>
        <translation>es gibt kein {0} namens {1}; es gibt: {2}</translation>
    </message>
    <message>
        <source>this is the last admin; make another user admin first</source>
        <translation>dies ist der letzte admin; machen Sie zuerst einen anderen Benutzer zum admin</translation>
    </message>
    <message>
        <source>{0} cannot be read ({1}); copy pair.json from the other server</source>
        <translation>{0} ist nicht lesbar ({1}); kopieren Sie pair.json vom anderen Server</translation>
    </message>
    <message>
        <source>{0} does not exist; run &apos;twinhelm pair init&apos; or &apos;twinhelm pair join&apos; first</source>
        <translation>{0} gibt es nicht; führen Sie zuerst „twinhelm pair init“ oder „twinhelm pair join“ aus</translation>
    </message>
    <message>
        <source>the document belongs to the pair {0} and this server to {1}; it is not used</source>
        <translation>das Dokument gehört zum Paar {0} und dieser Server zu {1}; es wird nicht verwendet</translation>
    </message>
    <message>
        <source>the pair document has version {0} already; {1} is not newer and not used</source>
        <translation>das Paardokument hat schon Version {0}; {1} ist nicht neuer und wird nicht verwendet</translation>
    </message>
    <message>
        <source>{0} is not a TCP port; use 1 to {1}</source>
        <translation>{0} ist kein TCP-Port; nehmen Sie 1 bis {1}</translation>
    </message>
    <message>
        <source>port {0} belongs to Twinhelm itself and is never relayed; choose the port of a service</source>
        <translation>Port {0} gehört Twinhelm selbst und wird nie durchgereicht; nehmen Sie den Port eines Dienstes</translation>
    </message>
    <message>
        <source>port {0} is allowed already; &apos;twinhelm relay list&apos; shows the ports</source>
        <translation>Port {0} ist schon erlaubt; „twinhelm relay list“ zeigt die Ports</translation>
    </message>
    <message>
        <source>{0} ports are allowed already; refuse one that is not needed any more</source>
        <translation>{0} Ports sind schon erlaubt; nehmen Sie einen zurück, der nicht mehr gebraucht wird</translation>
    </message>
    <message>
        <source>port {0} is not on the list of the relay; there are: {1}</source>
        <translation>Port {0} steht nicht auf der Liste; es gibt: {1}</translation>
    </message>
    <message>
        <source>there is no server called {0} in this pair; there are: {1}</source>
        <translation>es gibt keinen Server namens {0} in diesem Paar; es gibt: {1}</translation>
    </message>
    <message>
        <source>the label {0} is not allowed; use 1 to 40 characters without line breaks</source>
        <translation>die Bezeichnung {0} ist nicht erlaubt; nehmen Sie 1 bis 40 Zeichen ohne Zeilenumbrüche</translation>
    </message>
    <message>
        <source>{0} has a console called {1} already; remove it or choose another label</source>
        <translation>{0} hat schon eine Konsole namens {1}; entfernen Sie sie oder wählen Sie eine andere Bezeichnung</translation>
    </message>
    <message>
        <source>{0} has {1} consoles already; remove one first</source>
        <translation>{0} hat schon {1} Konsolen; entfernen Sie zuerst eine</translation>
    </message>
    <message>
        <source>{0} has no console called {1}; there are: {2}</source>
        <translation>{0} hat keine Konsole namens {1}; es gibt: {2}</translation>
    </message>
    <message>
        <source>the address {0} {1}; write for example https://ilo-castor.example.org</source>
        <translation>die Adresse {0} {1}; schreiben Sie zum Beispiel https://ilo-castor.example.org</translation>
    </message>
    <message>
        <source>has a blank or control character or more than {0} characters</source>
        <translation>enthält ein Leer- oder Steuerzeichen oder mehr als {0} Zeichen</translation>
    </message>
    <message>
        <source>is not an address of a page</source>
        <translation>ist keine Adresse einer Seite</translation>
    </message>
    <message>
        <source>does not begin with http:// or https:// and a host</source>
        <translation>beginnt nicht mit http:// oder https:// und einem Rechner</translation>
    </message>
    <message>
        <source>the address holds a user or password, which everybody could see; leave them out</source>
        <translation>die Adresse enthält einen Benutzer oder ein Kennwort, die jeder sehen könnte; lassen Sie sie weg</translation>
    </message>
    <message>
        <source>there is no set called {0}; there are: {1}</source>
        <translation>es gibt keinen Satz namens {0}; es gibt: {1}</translation>
    </message>
    <message>
        <source>nothing is said that should change; give a mode, a policy, a quota or a floor</source>
        <translation>nichts ist gesagt, was sich ändern soll; nennen Sie einen Modus, ein Verhalten, eine Grenze oder eine Reserve</translation>
    </message>
    <message>
        <source>when full</source>
        <translation>wenn voll</translation>
    </message>
    <message>
        <source>when away</source>
        <translation>wenn abwesend</translation>
    </message>
    <message>
        <source>quota in bytes</source>
        <translation>Grenze in Bytes</translation>
    </message>
    <message>
        <source>floor in bytes</source>
        <translation>Reserve in Bytes</translation>
    </message>
    <message>
        <source>rate of checks in bytes a second</source>
        <translation>Rate der Prüfungen in Bytes je Sekunde</translation>
    </message>
    <message>
        <source>days that the quarantine keeps</source>
        <translation>Tage, die die Quarantäne behält</translation>
    </message>
    <message>
        <source>bytes that the quarantine keeps</source>
        <translation>Bytes, die die Quarantäne behält</translation>
    </message>
    <message>
        <source>nothing, it was so already</source>
        <translation>nichts, es war schon so</translation>
    </message>
    <message>
        <source>the connection was cut ({0}); connect again</source>
        <translation>die Verbindung wurde getrennt ({0}); verbinden Sie erneut</translation>
    </message>
    <message>
        <source>{0}: no answer within {1} s</source>
        <translation>{0}: keine Antwort innerhalb von {1} s</translation>
    </message>
    <message>
        <source>nobody listens on port {0} of {1}; start the service there and let it listen on the heartbeat addresses</source>
        <translation>niemand lauscht auf Port {0} von {1}; starten Sie dort den Dienst und lassen Sie ihn auf den Heartbeat-Adressen lauschen</translation>
    </message>
    <message>
        <source>port {0} of {1} cannot be reached ({2}); check the heartbeat network, and the firewall of {3}</source>
        <translation>Port {0} von {1} ist nicht erreichbar ({2}); prüfen Sie das Heartbeat-Netz und die Firewall von {3}</translation>
    </message>
    <message>
        <source>the token of {0} has expired; ask an admin of the pair for a new one</source>
        <translation>das Token von {0} ist abgelaufen; bitten Sie einen admin des Paares um ein neues</translation>
    </message>
    <message>
        <source>the token is not known to this pair or has been revoked; ask an admin of the pair for a new one</source>
        <translation>das Token ist diesem Paar nicht bekannt oder wurde widerrufen; bitten Sie einen admin des Paares um ein neues</translation>
    </message>
    <message>
        <source>the join token is damaged; copy the whole line that &apos;twinhelm pair token&apos; printed</source>
        <translation>der Beitrittsschlüssel ist beschädigt; kopieren Sie die ganze Zeile, die „twinhelm pair token“ ausgab</translation>
    </message>
    <message>
        <source>the pair is complete: {0} has joined; add --replace to let another server in its place</source>
        <translation>das Paar ist vollständig: {0} ist beigetreten; fügen Sie --replace hinzu, um einen anderen Server an seine Stelle zu lassen</translation>
    </message>
    <message>
        <source>the join token is not one of this server; make a new one with &apos;twinhelm pair token&apos;</source>
        <translation>der Beitrittsschlüssel ist keiner dieses Servers; erzeugen Sie einen neuen mit „twinhelm pair token“</translation>
    </message>
    <message>
        <source>the join token has been used already; make a new one with &apos;twinhelm pair token&apos;</source>
        <translation>der Beitrittsschlüssel wurde schon benutzt; erzeugen Sie einen neuen mit „twinhelm pair token“</translation>
    </message>
    <message>
        <source>the join token has expired; make a new one with &apos;twinhelm pair token&apos;</source>
        <translation>der Beitrittsschlüssel ist abgelaufen; erzeugen Sie einen neuen mit „twinhelm pair token“</translation>
    </message>
    <message>
        <source>the pair is complete: {0} has joined already</source>
        <translation>das Paar ist vollständig: {0} ist schon beigetreten</translation>
    </message>
    <message>
        <source>{0} is damaged ({1}); remove it and make a new token with &apos;twinhelm pair token&apos;</source>
        <translation>{0} ist beschädigt ({1}); entfernen Sie es und erzeugen Sie einen neuen Schlüssel mit „twinhelm pair token“</translation>
    </message>
    <message>
        <source>the password has {0} characters; choose {1} to {2}</source>
        <translation>das Kennwort hat {0} Zeichen; nehmen Sie {1} bis {2}</translation>
    </message>
    <message>
        <source>the session has expired; sign in again</source>
        <translation>die Sitzung ist abgelaufen; melden Sie sich erneut an</translation>
    </message>
    <message>
        <source>the password of {0} has changed; sign in again</source>
        <translation>das Kennwort von {0} wurde geändert; melden Sie sich erneut an</translation>
    </message>
    <message>
        <source>the user {0} has been removed; sign in as somebody else</source>
        <translation>der Benutzer {0} wurde entfernt; melden Sie sich als jemand anderes an</translation>
    </message>
    <message>
        <source>the token of {0} has been revoked; ask an admin of the pair for a new one</source>
        <translation>das Token von {0} wurde widerrufen; bitten Sie einen admin des Paares um ein neues</translation>
    </message>
    <message>
        <source>the session token is not one of this pair; sign in again</source>
        <translation>das Sitzungstoken ist keines dieses Paares; melden Sie sich erneut an</translation>
    </message>
    <message>
        <source>there is no network card {0}; correct [public] interface in twinhelm.toml</source>
        <translation>es gibt keine Netzwerkkarte {0}; berichtigen Sie [public] interface in twinhelm.toml</translation>
    </message>
    <message>
        <source>libnftables gave no context; the memory of this server is exhausted</source>
        <translation>libnftables gab keinen Kontext; der Speicher dieses Servers ist erschöpft</translation>
    </message>
    <message>
        <source>nftables refused the packet filter: {0}</source>
        <translation>nftables hat den Paketfilter abgelehnt: {0}</translation>
    </message>
    <message>
        <source>nftables cannot list the packet filter: {0}</source>
        <translation>nftables kann den Paketfilter nicht auflisten: {0}</translation>
    </message>
    <message>
        <source>no reason given</source>
        <translation>ohne Angabe von Gründen</translation>
    </message>
    <message>
        <source>libnftables is missing; install the package nftables</source>
        <translation>libnftables fehlt; installieren Sie das Paket nftables</translation>
    </message>
    <message>
        <source>exit status {0}</source>
        <translation>Rückgabewert {0}</translation>
    </message>
    <message>
        <source>{0} failed with exit status {1}: {2}</source>
        <translation>{0} ist mit Rückgabewert {1} fehlgeschlagen: {2}</translation>
    </message>
    <message>
        <source>{0} did not end within {1} s and was killed</source>
        <translation>{0} endete nicht innerhalb von {1} s und wurde abgebrochen</translation>
    </message>
    <message>
        <source>{0} cannot be run ({1}); install it or correct the command</source>
        <translation>{0} lässt sich nicht ausführen ({1}); installieren Sie es oder berichtigen Sie den Befehl</translation>
    </message>
    <message>
        <source>the replicator</source>
        <translation>der Replikator</translation>
    </message>
    <message>
        <source>{0} is on {1}, where other machines can change files and this server does not see it; protect a folder of a local disk</source>
        <translation>{0} liegt auf {1}, wo andere Maschinen Dateien ändern können, ohne dass dieser Server es sieht; schützen Sie einen Ordner einer lokalen Platte</translation>
    </message>
    <message>
        <source>{0} is mounted read-only on this server; mount it writable (mount -o remount,rw {1})</source>
        <translation>{0} ist auf diesem Server nur lesbar eingehängt; hängen Sie es beschreibbar ein (mount -o remount,rw {1})</translation>
    </message>
    <message>
        <source>The link carries {0}: fewer bytes matter more than the processor</source>
        <translation>Die Verbindung trägt {0}: Weniger Bytes zählen mehr als der Prozessor</translation>
    </message>
    <message>
        <source>The link carries {0}, more than can be compressed</source>
        <translation>Die Verbindung trägt {0}, mehr als komprimiert werden kann</translation>
    </message>
    <message>
        <source>The link carries {0}, and the content does not shrink</source>
        <translation>Die Verbindung trägt {0}, und der Inhalt lässt sich nicht verkleinern</translation>
    </message>
    <message>
        <source>the check of {0} begins</source>
        <translation>{0}: Prüfung beginnt</translation>
    </message>
    <message>
        <source>the check of {0} goes on</source>
        <translation>{0}: Prüfung geht weiter</translation>
    </message>
</context>
<context>
    <name>Picture</name>
    <message>
        <source>{0}: {1}, holds the service address, {2}.</source>
        <translation>{0}: {1}, hält die Dienstadresse, {2}.</translation>
    </message>
    <message>
        <source>{0}: {1}, {2}.</source>
        <translation>{0}: {1}, {2}.</translation>
    </message>
    <message>
        <source>Channel: {0}.</source>
        <translation>Kanal: {0}.</translation>
    </message>
    <message>
        <source>Link {0}: {1}.</source>
        <translation>Verbindung {0}: {1}.</translation>
    </message>
    <message>
        <source>Public network {0}</source>
        <translation>Öffentliches Netz {0}</translation>
    </message>
    <message>
        <source>not heard</source>
        <translation>nicht gehört</translation>
    </message>
    <message>
        <source>packet filter: silent</source>
        <translation>Paketfilter: stumm</translation>
    </message>
    <message>
        <source>packet filter: open</source>
        <translation>Paketfilter: offen</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Arbeitsspeicher</translation>
    </message>
    <message>
        <source>Disk {0}</source>
        <translation>Platte {0}</translation>
    </message>
    <message>
        <source>stopped, as it should be</source>
        <translation>gestoppt, wie es sein soll</translation>
    </message>
    <message>
        <source>stopped (right)</source>
        <translation>gestoppt (richtig)</translation>
    </message>
    <message>
        <source>never answered</source>
        <translation>nie geantwortet</translation>
    </message>
    <message>
        <source>no answer for {0}</source>
        <translation>keine Antwort seit {0}</translation>
    </message>
    <message>
        <source>no protected set</source>
        <translation>kein geschützter Satz</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>nicht verbunden</translation>
    </message>
    <message>
        <source>{0} · saved {1}</source>
        <translation>{0} · {1} gespart</translation>
    </message>
    <message>
        <source>and {0} more applications</source>
        <translation>und {0} weitere Anwendungen</translation>
    </message>
    <message>
        <source>channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>was {0}</source>
        <translation>war {0}</translation>
    </message>
</context>
<context>
    <name>Pictures</name>
    <message>
        <source>Force a failover to {0}</source>
        <translation>Ausfallübernahme auf {0} erzwingen</translation>
    </message>
    <message>
        <source>What waits in the unsafe queue of {0} is lost.</source>
        <translation>Was in der unsicheren Warteschlange von {0} wartet, geht verloren.</translation>
    </message>
    <message>
        <source>Force it</source>
        <translation>Erzwingen</translation>
    </message>
</context>
<context>
    <name>Plan</name>
    <message>
        <source>&apos;{0}&apos; is no name for a server; use 1 to 63 lower-case letters, digits and inner hyphens</source>
        <translation>„{0}“ ist kein Name für einen Server; nehmen Sie 1 bis 63 Kleinbuchstaben, Ziffern und innere Bindestriche</translation>
    </message>
    <message>
        <source>both servers are called {0}; give them two names</source>
        <translation>beide Server heißen {0}; geben Sie ihnen zwei Namen</translation>
    </message>
    <message>
        <source>the pair has no name; give it one that says what it is for</source>
        <translation>das Paar hat keinen Namen; geben Sie ihm einen, der sagt, wozu es dient</translation>
    </message>
    <message>
        <source>{0} is the primary and {1} the secondary of {2}</source>
        <translation>{0} ist der primäre und {1} der sekundäre Server von {2}</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; is no network card of {1}; &apos;ip link&apos; shows what they are called</source>
        <translation>„{0}“ ist keine Netzwerkkarte von {1}; „ip link“ zeigt, wie sie heißen</translation>
    </message>
    <message>
        <source>{0} is the public card of {1} and a heartbeat link as well; a heartbeat link needs a card of its own</source>
        <translation>{0} ist die öffentliche Karte von {1} und zugleich Heartbeat-Verbindung; eine Heartbeat-Verbindung braucht eine eigene Karte</translation>
    </message>
    <message>
        <source>two heartbeat links of {0} use one card; a broken cable would take both</source>
        <translation>zwei Heartbeat-Verbindungen von {0} nutzen eine Karte; ein gebrochenes Kabel träfe beide</translation>
    </message>
    <message>
        <source>public network and heartbeat links have cards of their own on both servers</source>
        <translation>öffentliches Netz und Heartbeat-Verbindungen haben auf beiden Servern eigene Karten</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; is no address with prefix length; write it as 10.20.0.10/24</source>
        <translation>„{0}“ ist keine Adresse mit Präfixlänge; schreiben Sie sie als 10.20.0.10/24</translation>
    </message>
    <message>
        <source>{0} has no prefix length; write it as 10.20.0.10/24</source>
        <translation>{0} hat keine Präfixlänge; schreiben Sie es als 10.20.0.10/24</translation>
    </message>
    <message>
        <source>{0} is the network&apos;s own address or its broadcast; choose another</source>
        <translation>{0} ist die Adresse des Netzes selbst oder sein Broadcast; wählen Sie eine andere</translation>
    </message>
    <message>
        <source>clients reach whoever is active at {0} in {1}</source>
        <translation>Clients erreichen den aktiven Server an {0} in {1}</translation>
    </message>
    <message>
        <source>&apos;{0}&apos; is no address; the gateway of the public network is asked before a takeover</source>
        <translation>„{0}“ ist keine Adresse; das Gateway des öffentlichen Netzes wird vor einer Übernahme befragt</translation>
    </message>
    <message>
        <source>{0} is not an IPv4 address; the gateway needs one</source>
        <translation>{0} ist keine IPv4-Adresse; das Gateway braucht eine</translation>
    </message>
    <message>
        <source>the gateway {0} is not in {1}; it would not answer a server that is silent</source>
        <translation>das Gateway {0} liegt nicht in {1}; einem stummen Server würde es nicht antworten</translation>
    </message>
    <message>
        <source>{0} is gateway and service address at once</source>
        <translation>{0} ist zugleich Gateway und Dienstadresse</translation>
    </message>
    <message>
        <source>{0} is asked as the third opinion before a takeover</source>
        <translation>{0} wird vor einer Übernahme als dritte Meinung befragt</translation>
    </message>
    <message>
        <source>there is no heartbeat link; a pair needs at least one, better two</source>
        <translation>es gibt keine Heartbeat-Verbindung; ein Paar braucht mindestens eine, besser zwei</translation>
    </message>
    <message>
        <source>each heartbeat link needs a name of its own, of lower-case letters, digits and hyphens</source>
        <translation>jede Heartbeat-Verbindung braucht einen eigenen Namen aus Kleinbuchstaben, Ziffern und Bindestrichen</translation>
    </message>
    <message>
        <source>no network overlaps another: {0}</source>
        <translation>kein Netz überschneidet ein anderes: {0}</translation>
    </message>
    <message>
        <source>there is one heartbeat link; with two, a broken cable is a warning and not a question</source>
        <translation>es gibt eine Heartbeat-Verbindung; mit zweien ist ein gebrochenes Kabel eine Warnung und keine Frage</translation>
    </message>
    <message>
        <source>{0} heartbeat links carry the heartbeat</source>
        <translation>{0} Heartbeat-Verbindungen tragen den Heartbeat</translation>
    </message>
    <message>
        <source>link {0}: &apos;{1}&apos; is no address with prefix length; write it as 10.99.0.1/24</source>
        <translation>Verbindung {0}: „{1}“ ist keine Adresse mit Präfixlänge; schreiben Sie sie als 10.99.0.1/24</translation>
    </message>
    <message>
        <source>link {0}: both ends have {1}; each server needs its own</source>
        <translation>Verbindung {0}: Beide Enden haben {1}; jeder Server braucht eine eigene</translation>
    </message>
    <message>
        <source>link {0}: {1} and {2} are not in one network; the servers would not hear each other directly</source>
        <translation>Verbindung {0}: {1} und {2} liegen nicht in einem Netz; die Server würden einander nicht direkt hören</translation>
    </message>
    <message>
        <source>the public network</source>
        <translation>das öffentliche Netz</translation>
    </message>
    <message>
        <source>{0} ({1}) overlaps {2} ({3}); answers would leave through the wrong card</source>
        <translation>{0} ({1}) überschneidet {2} ({3}); Antworten gingen durch die falsche Karte hinaus</translation>
    </message>
    <message>
        <source>timing: a lost active is silent after 2.0 s, the other one speaks after 2.5 s at the earliest</source>
        <translation>Zeiten: Ein verlorener aktiver Server ist nach 2,0 s stumm, der andere spricht frühestens nach 2,5 s</translation>
    </message>
</context>
<context>
    <name>ProtectWizard</name>
    <message>
        <source>Protect a folder or an application</source>
        <translation>Ordner oder Anwendung schützen</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>First copy</source>
        <translation>Erste Kopie</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Nachgeprüft</translation>
    </message>
    <message>
        <source>Looking at both servers…</source>
        <translation>Beide Server werden angesehen …</translation>
    </message>
    <message>
        <source>Files are counted for a few seconds. Nothing is changed by this.</source>
        <translation>Einige Sekunden lang werden Dateien gezählt. Hierdurch wird nichts geändert.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Protect</source>
        <translation>Schützen</translation>
    </message>
    <message>
        <source>From then on every change in it is captured. The first copy runs while applications work.</source>
        <translation>Von da an wird jede Änderung darin erfasst. Die erste Kopie läuft, während Anwendungen arbeiten.</translation>
    </message>
    <message>
        <source>The folder is protected first; then Twinhelm starts the application and alone starts and stops it.</source>
        <translation>Zuerst wird der Ordner geschützt; dann startet Twinhelm die Anwendung und startet und hält sie fortan allein an.</translation>
    </message>
    <message>
        <source>{0} can be protected.</source>
        <translation>{0} kann geschützt werden.</translation>
    </message>
    <message>
        <source>Mend what is marked first in the list, then check again; or go back and choose something else.</source>
        <translation>Beheben Sie, was in der Liste zuoberst steht, und prüfen Sie erneut; oder gehen Sie zurück und wählen Sie anderes.</translation>
    </message>
    <message>
        <source>{0} cannot be protected now.</source>
        <translation>{0} kann jetzt nicht geschützt werden.</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>Protecting {0}…</source>
        <translation>{0} wird geschützt …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>{0} so far, {1} copied. Closing this window stops nothing.</source>
        <translation>Bisher {0}, {1} kopiert. Dieses Fenster zu schließen hält nichts an.</translation>
    </message>
    <message>
        <source>{0} is protected; its first copy is under way.</source>
        <translation>{0} ist geschützt; die erste Kopie ist im Gange.</translation>
    </message>
    <message>
        <source>It took {0}. Every point below was looked at afterwards.</source>
        <translation>Es dauerte {0}. Jeder Punkt unten wurde danach nachgesehen.</translation>
    </message>
    <message>
        <source>{0} is on both servers.</source>
        <translation>{0} ist auf beiden Servern.</translation>
    </message>
    <message>
        <source>{0} is copied; a point does not hold yet.</source>
        <translation>{0} ist kopiert; ein Punkt gilt noch nicht.</translation>
    </message>
    <message>
        <source>The folder was not protected; nothing was changed.</source>
        <translation>Der Ordner wurde nicht geschützt; nichts wurde geändert.</translation>
    </message>
    <message>
        <source>The folder is protected, the application is not.</source>
        <translation>Der Ordner ist geschützt, die Anwendung nicht.</translation>
    </message>
    <message>
        <source>The checks could not be made.</source>
        <translation>Die Prüfungen konnten nicht gemacht werden.</translation>
    </message>
    <message>
        <source>Write the folder as an absolute path, from / on.</source>
        <translation>Schreiben Sie den Ordner als absoluten Pfad, von / an.</translation>
    </message>
    <message>
        <source>{0} needs this.</source>
        <translation>{0} braucht dies.</translation>
    </message>
    <message>
        <source>Write a size of at least 64 MiB, such as 8 GiB or 500 MB.</source>
        <translation>Schreiben Sie eine Größe von mindestens 64 MiB, etwa 8 GiB oder 500 MB.</translation>
    </message>
    <message>
        <source>Write a floor such as 1 GiB or 500 MB; 0 for none.</source>
        <translation>Schreiben Sie eine Reserve wie 1 GiB oder 500 MB; 0 für keine.</translation>
    </message>
    <message>
        <source>What the unsafe queue may hold</source>
        <translation>Was die unsichere Warteschlange fassen darf</translation>
    </message>
    <message>
        <source>A folder</source>
        <translation>Ein Ordner</translation>
    </message>
    <message>
        <source>An application with its folder</source>
        <translation>Eine Anwendung mit ihrem Ordner</translation>
    </message>
    <message>
        <source>Async</source>
        <translation>Async</translation>
    </message>
    <message>
        <source>Durable</source>
        <translation>Durable</translation>
    </message>
    <message>
        <source>A&amp;pplication</source>
        <translation>An&amp;wendung</translation>
    </message>
    <message>
        <source>A definition that ships with Twinhelm.</source>
        <translation>Eine Definition, die Twinhelm beiliegt.</translation>
    </message>
    <message>
        <source>&amp;Driven by</source>
        <translation>&amp;Betrieben durch</translation>
    </message>
    <message>
        <source>systemd where the application has units, commands anywhere else.</source>
        <translation>systemd, wo die Anwendung Units hat, sonst Befehle.</translation>
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation>&amp;Ordner</translation>
    </message>
    <message>
        <source>On both servers, with the same path.</source>
        <translation>Auf beiden Servern, mit demselben Pfad.</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>1 to 63 lower-case letters, digits and hyphens.</source>
        <translation>1 bis 63 Kleinbuchstaben, Ziffern und Bindestriche.</translation>
    </message>
    <message>
        <source>&amp;Leave out</source>
        <translation>Aus&amp;lassen</translation>
    </message>
    <message>
        <source>Patterns, separated by commas: *.tmp, cache/*</source>
        <translation>Muster, durch Kommas getrennt: *.tmp, cache/*</translation>
    </message>
    <message>
        <source>&amp;Only</source>
        <translation>N&amp;ur</translation>
    </message>
    <message>
        <source>Empty: everything. Patterns, separated by commas.</source>
        <translation>Leer: alles. Muster, durch Kommas getrennt.</translation>
    </message>
    <message>
        <source>Durable: fsync returns when both servers hold the change; nothing an application made durable is ever lost.</source>
        <translation>Durable: fsync kehrt zurück, wenn beide Server die Änderung haben; nichts, was eine Anwendung gesichert hat, geht je verloren.</translation>
    </message>
    <message>
        <source>Replication</source>
        <translation>Replikation</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiterarbeiten</translation>
    </message>
    <message>
        <source>Stall</source>
        <translation>Warten</translation>
    </message>
    <message>
        <source>Remember</source>
        <translation>Merken</translation>
    </message>
    <message>
        <source>Slow down</source>
        <translation>Bremsen</translation>
    </message>
    <message>
        <source>While the passive is away: fsync goes on and the RPO grows, or fsync waits until it is back.</source>
        <translation>Solange der passive Server fehlt: fsync arbeitet weiter und der RPO wächst, oder fsync wartet, bis er zurück ist.</translation>
    </message>
    <message>
        <source>Passive away</source>
        <translation>Passiver fehlt</translation>
    </message>
    <message>
        <source>Remember: the application goes on, changed paths are compared later. Slow down: writers wait, the fuller the longer.</source>
        <translation>Merken: Die Anwendung arbeitet weiter, geänderte Pfade werden später verglichen. Bremsen: Schreibende warten, je voller, desto länger.</translation>
    </message>
    <message>
        <source>Queue full</source>
        <translation>Warteschlange voll</translation>
    </message>
    <message>
        <source>What the queue leaves free on its disk</source>
        <translation>Was die Warteschlange auf ihrer Platte frei lässt</translation>
    </message>
    <message>
        <source>Quota: what the unsafe queue may hold while the passive is slow or away. Floor: what it leaves free on its disk.</source>
        <translation>Grenze: was die unsichere Warteschlange fassen darf, wenn der passive Server langsam ist oder fehlt. Reserve: was sie auf ihrer Platte frei lässt.</translation>
    </message>
    <message>
        <source>&amp;Quota</source>
        <translation>&amp;Grenze</translation>
    </message>
    <message>
        <source>F&amp;loor</source>
        <translation>&amp;Reserve</translation>
    </message>
    <message>
        <source>What should be on both servers?</source>
        <translation>Was soll auf beiden Servern sein?</translation>
    </message>
    <message>
        <source>Nothing is changed before the checks were shown. This needs the role admin.</source>
        <translation>Nichts wird geändert, bevor die Prüfungen gezeigt wurden. Dies braucht die Rolle admin.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfen</translation>
    </message>
</context>
<context>
    <name>Protecting</name>
    <message>
        <source>{0} sent</source>
        <translation>{0} gesendet</translation>
    </message>
    <message>
        <source>{0} compared, {1}</source>
        <translation>{0} verglichen, {1}</translation>
    </message>
    <message>
        <source>no server is active</source>
        <translation>kein Server ist aktiv</translation>
    </message>
    <message>
        <source>the pair does not know the set {0}</source>
        <translation>das Paar kennt den Satz {0} nicht</translation>
    </message>
    <message>
        <source>set {0} is synchronized: {1} is on {2} and on {3}</source>
        <translation>Satz {0} ist synchron: {1} ist auf {2} und auf {3}</translation>
    </message>
    <message>
        <source>set {0} is {1}</source>
        <translation>Satz {0} ist {1}</translation>
    </message>
    <message>
        <source>{0} wait in its unsafe queue, {1} old at most</source>
        <translation>{0} warten in seiner unsicheren Warteschlange, höchstens {1} alt</translation>
    </message>
    <message>
        <source>entry</source>
        <translation>Eintrag</translation>
    </message>
    <message>
        <source>entries</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>{0} is not known on {1} yet</source>
        <translation>{0} ist auf {1} noch nicht bekannt</translation>
    </message>
    <message>
        <source>{0} is {1} on {2}</source>
        <translation>{0} ist auf {2} {1}</translation>
    </message>
</context>
<context>
    <name>QueueFields</name>
    <message>
        <source>Async</source>
        <translation>Async</translation>
    </message>
    <message>
        <source>Durable</source>
        <translation>Durable</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Stall</source>
        <translation>Warten</translation>
    </message>
    <message>
        <source>Remember</source>
        <translation>Merken</translation>
    </message>
    <message>
        <source>Slow down</source>
        <translation>Bremsen</translation>
    </message>
    <message>
        <source>Durable: fsync returns when both servers hold the change.</source>
        <translation>Durable: fsync kehrt zurück, wenn beide Server die Änderung haben.</translation>
    </message>
    <message>
        <source>Replication</source>
        <translation>Replikation</translation>
    </message>
    <message>
        <source>Passive away</source>
        <translation>Passiver fehlt</translation>
    </message>
    <message>
        <source>In mode durable: fsync goes on and the RPO grows, or fsync waits.</source>
        <translation>Im Modus durable: fsync geht weiter und der RPO wächst, oder fsync wartet.</translation>
    </message>
    <message>
        <source>&amp;Quota</source>
        <translation>&amp;Grenze</translation>
    </message>
    <message>
        <source>What the unsafe queue may hold, such as 8 GiB.</source>
        <translation>Was die unsichere Warteschlange fassen darf, etwa 8 GiB.</translation>
    </message>
    <message>
        <source>&amp;Floor</source>
        <translation>&amp;Reserve</translation>
    </message>
    <message>
        <source>What the queue leaves free on its disk, such as 1 GiB.</source>
        <translation>Was die Warteschlange auf ihrer Platte frei lässt, etwa 1 GiB.</translation>
    </message>
    <message>
        <source>Remember: applications go on, changed paths are compared later. Slow down: writers wait.</source>
        <translation>Merken: Anwendungen arbeiten weiter, geänderte Pfade werden später verglichen. Bremsen: Schreibende warten.</translation>
    </message>
    <message>
        <source>Queue full</source>
        <translation>Warteschlange voll</translation>
    </message>
    <message>
        <source>Write a size of at least 64 MiB, such as 8 GiB or 500 MB.</source>
        <translation>Schreiben Sie eine Größe von mindestens 64 MiB, etwa 8 GiB oder 500 MB.</translation>
    </message>
    <message>
        <source>Write a size such as 1 GiB or 500 MB; 0 for none.</source>
        <translation>Schreiben Sie eine Größe wie 1 GiB oder 500 MB; 0 für keine.</translation>
    </message>
</context>
<context>
    <name>QueueFill</name>
    <message>
        <source>{0} is durable, but the passive is away: fsync goes on without it and the RPO is growing.</source>
        <translation>{0} ist durable, aber der passive Server fehlt: fsync arbeitet ohne ihn weiter, und der RPO wächst.</translation>
    </message>
    <message>
        <source>{0} is durable and the passive is away: {1} wait for it.</source>
        <translation>{0} ist durable und der passive Server fehlt: {1} warten auf ihn.</translation>
    </message>
    <message>
        <source>{0}: {1} slowed down so far, by {2} in all and {3} at most; {4} wait now.</source>
        <translation>{0}: bisher {1} gebremst, zusammen um {2} und höchstens um {3}; {4} warten jetzt.</translation>
    </message>
    <message>
        <source>{0}: {1} slowed down, half of them by less than {2}, 5 % by more than {3}, {4} at most; {5} wait now.</source>
        <translation>{0}: {1} gebremst, die Hälfte um weniger als {2}, 5 % um mehr als {3}, höchstens um {4}; {5} warten gerade.</translation>
    </message>
    <message>
        <source>{0} to {1}: {2}</source>
        <translation>{0} bis {1}: {2}</translation>
    </message>
    <message>
        <source>less than {1}: {2}</source>
        <translation>weniger als {1}: {2}</translation>
    </message>
    <message>
        <source>{0}: no room. The application goes on; {1} are remembered and compared later.</source>
        <translation>{0}: kein Platz. Die Anwendung arbeitet weiter; {1} werden gemerkt und später verglichen.</translation>
    </message>
    <message>
        <source>{0}: there is room again; {1} are being compared.</source>
        <translation>{0}: Es ist wieder Platz; {1} werden verglichen.</translation>
    </message>
    <message>
        <source>{0}: {1} of {2} used, full in {3} at this rate.</source>
        <translation>{0}: {1} von {2} belegt, bei diesem Tempo voll in {3}.</translation>
    </message>
    <message>
        <source>{0}: {1} of {2} used; its disk leaves no room for the whole quota of {3}.</source>
        <translation>{0}: {1} von {2} belegt; der Datenträger lässt keinen Platz für die ganze Grenze von {3}.</translation>
    </message>
    <message>
        <source>{0}: {1} of {2} used.</source>
        <translation>{0}: {1} von {2} belegt.</translation>
    </message>
</context>
<context>
    <name>QueueGraph</name>
    <message>
        <source>entry</source>
        <translation>Eintrag</translation>
    </message>
    <message>
        <source>entries</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>oldest entry {0}, {1}, {2}</source>
        <translation>ältester Eintrag {0}, {1}, {2}</translation>
    </message>
</context>
<context>
    <name>QueueHead</name>
    <message>
        <source>(the folder itself)</source>
        <translation>(der Ordner selbst)</translation>
    </message>
    <message>
        <source>{0} (copy)</source>
        <translation>{0} (Kopie)</translation>
    </message>
</context>
<context>
    <name>RatesPanel</name>
    <message>
        <source>Rates</source>
        <translation>Raten</translation>
    </message>
    <message>
        <source>captured</source>
        <translation>erfasst</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>gesendet</translation>
    </message>
    <message>
        <source>applied</source>
        <translation>angewendet</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>gespart</translation>
    </message>
    <message>
        <source>at the cursor</source>
        <translation>am Zeiger</translation>
    </message>
    <message>
        <source>{0}, automatic</source>
        <translation>{0}, automatisch</translation>
    </message>
    <message>
        <source>at most {0}</source>
        <translation>höchstens {0}</translation>
    </message>
</context>
<context>
    <name>RecentEvents</name>
    <message>
        <source>Recent</source>
        <translation>Zuletzt</translation>
    </message>
</context>
<context>
    <name>ReplicationPage</name>
    <message>
        <source>Sets</source>
        <translation>Sätze</translation>
    </message>
    <message>
        <source>Go on with the graphs</source>
        <translation>Graphen weiterführen</translation>
    </message>
    <message>
        <source>Pause the graphs</source>
        <translation>Graphen anhalten</translation>
    </message>
    <message>
        <source>Unsafe queue</source>
        <translation>Unsichere Warteschlange</translation>
    </message>
    <message>
        <source>Safe queue</source>
        <translation>Sichere Warteschlange</translation>
    </message>
    <message>
        <source>Stretch of time</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>1 min</source>
        <translation>1 min</translation>
    </message>
    <message>
        <source>1 h</source>
        <translation>1 h</translation>
    </message>
    <message>
        <source>24 h</source>
        <translation>24 h</translation>
    </message>
    <message>
        <source>Show of the queues</source>
        <translation>Von den Warteschlangen zeigen</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Whole range</source>
        <translation>Ganzer Bereich</translation>
    </message>
    <message>
        <source>Show the last minute</source>
        <translation>Letzte Minute zeigen</translation>
    </message>
    <message>
        <source>Show the last hour</source>
        <translation>Letzte Stunde zeigen</translation>
    </message>
    <message>
        <source>Show the last 24 hours</source>
        <translation>Letzte 24 Stunden zeigen</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>The graphs stand still; click to go on.</source>
        <translation>Die Graphen stehen still; klicken Sie, um fortzufahren.</translation>
    </message>
    <message>
        <source>Hold the graphs still.</source>
        <translation>Graphen anhalten.</translation>
    </message>
    <message>
        <source>All sets</source>
        <translation>Alle Sätze</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>{0}: unsafe {1}, {2} · safe {3}, {4}</source>
        <translation>{0}: unsicher {1}, {2} · sicher {3}, {4}</translation>
    </message>
    <message>
        <source>Next in the safe queue</source>
        <translation>Als Nächstes in der sicheren Warteschlange</translation>
    </message>
</context>
<context>
    <name>RoleTimeline</name>
    <message>
        <source>Changes of role</source>
        <translation>Rollenwechsel</translation>
    </message>
    <message>
        <source>{0} became active</source>
        <translation>{0} wurde aktiv</translation>
    </message>
    <message>
        <source>{0}: {1} (generation {2}).</source>
        <translation>{0}: {1} (Generation {2}).</translation>
    </message>
    <message>
        <source>The changes of role appear when the pair answers.</source>
        <translation>Die Rollenwechsel erscheinen, wenn das Paar antwortet.</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
</context>
<context>
    <name>Sentence</name>
    <message>
        <source>No pair is known yet.</source>
        <translation>Noch ist kein Paar bekannt.</translation>
    </message>
    <message>
        <source>Connect to one, create one, or look at the demo.</source>
        <translation>Verbinden Sie sich mit einem, legen Sie eines an oder sehen Sie sich die Vorführung an.</translation>
    </message>
    <message>
        <source>{0} does not answer.</source>
        <translation>{0} antwortet nicht.</translation>
    </message>
    <message>
        <source>Trying again by itself.</source>
        <translation>Es wird von selbst weiter versucht.</translation>
    </message>
    <message>
        <source>Connecting to {0}…</source>
        <translation>Verbinden mit {0} …</translation>
    </message>
    <message>
        <source>nothing is known of the pair yet</source>
        <translation>vom Paar ist noch nichts bekannt</translation>
    </message>
    <message>
        <source>Sign in to {0}.</source>
        <translation>Melden Sie sich bei {0} an.</translation>
    </message>
    <message>
        <source>Sign-in was refused.</source>
        <translation>Die Anmeldung wurde abgelehnt.</translation>
    </message>
    <message>
        <source>This is not the pair you trusted: the fingerprint has changed.</source>
        <translation>Dies ist nicht das Paar, dem Sie vertraut haben: Der Fingerabdruck hat sich geändert.</translation>
    </message>
    <message>
        <source>{0} is not known yet.</source>
        <translation>{0} ist noch nicht bekannt.</translation>
    </message>
    <message>
        <source>connection lost</source>
        <translation>Verbindung abgerissen</translation>
    </message>
    <message>
        <source>{0} was active then.</source>
        <translation>Damals war {0} aktiv.</translation>
    </message>
    <message>
        <source>No server was active then.</source>
        <translation>Damals war kein Server aktiv.</translation>
    </message>
    <message>
        <source>connecting again by itself</source>
        <translation>es wird von selbst neu verbunden</translation>
    </message>
    <message>
        <source>connected, but the server sends nothing</source>
        <translation>verbunden, aber der Server sendet nichts</translation>
    </message>
    <message>
        <source>{0} both say that they are active.</source>
        <translation>{0} sagen beide, dass sie aktiv sind.</translation>
    </message>
    <message>
        <source>{0} is active, alone.</source>
        <translation>{0} ist aktiv, allein.</translation>
    </message>
    <message>
        <source>no second server has joined this pair</source>
        <translation>diesem Paar ist kein zweiter Server beigetreten</translation>
    </message>
    <message>
        <source>{0} is active, alone. {1} {2}.</source>
        <translation>{0} ist aktiv, allein. {1} {2}.</translation>
    </message>
    <message>
        <source>nothing would take over; fsync of durable sets waits for {0}</source>
        <translation>niemand würde übernehmen; fsync in durable-Sätzen wartet auf {0}</translation>
    </message>
    <message>
        <source>nothing would take over; durable sets go on without {0}, the RPO is growing</source>
        <translation>niemand würde übernehmen; durable-Sätze gehen ohne {0} weiter, der RPO wächst</translation>
    </message>
    <message>
        <source>nothing would take over; changes wait in the unsafe queue</source>
        <translation>niemand würde übernehmen; Änderungen warten in der unsicheren Warteschlange</translation>
    </message>
    <message>
        <source>{0} is taking over.</source>
        <translation>{0} übernimmt.</translation>
    </message>
    <message>
        <source>{0} is taking over. {1} {2}.</source>
        <translation>{0} übernimmt. {1} {2}.</translation>
    </message>
    <message>
        <source>generation {0}</source>
        <translation>Generation {0}</translation>
    </message>
    <message>
        <source>the other server</source>
        <translation>den anderen Server</translation>
    </message>
    <message>
        <source>{0} is giving its role to {1}.</source>
        <translation>{0} gibt seine Rolle an {1} ab.</translation>
    </message>
    <message>
        <source>switchover under way</source>
        <translation>Umschaltung im Gange</translation>
    </message>
    <message>
        <source>{0}, the active server, {1}.</source>
        <translation>{0}, der aktive Server, {1}.</translation>
    </message>
    <message>
        <source>No server is active: nobody answers for the service address.</source>
        <translation>Kein Server ist aktiv: Niemand antwortet an der Dienstadresse.</translation>
    </message>
    <message>
        <source>{0} is active. Set {1} on {2} has stopped replicating.</source>
        <translation>{0} ist aktiv. Satz {1} auf {2} wird nicht mehr repliziert.</translation>
    </message>
    <message>
        <source>{0} is active. Set {1} on {2} differs from it.</source>
        <translation>{0} ist aktiv. Satz {1} auf {2} weicht davon ab.</translation>
    </message>
    <message>
        <source>{0} is active. A change of roles is under way.</source>
        <translation>{0} ist aktiv. Ein Rollenwechsel ist im Gange.</translation>
    </message>
    <message>
        <source>the button below the picture shows each phase</source>
        <translation>die Schaltfläche unter dem Bild zeigt jede Phase</translation>
    </message>
    <message>
        <source>{0} is active. {1} is {2} there.</source>
        <translation>{0} ist aktiv. {1} ist dort {2}.</translation>
    </message>
    <message>
        <source>{0} is active. No folder is protected yet.</source>
        <translation>{0} ist aktiv. Noch ist kein Ordner geschützt.</translation>
    </message>
    <message>
        <source>add one with &apos;twinhelm set add&apos;</source>
        <translation>fügen Sie einen mit „twinhelm set add“ hinzu</translation>
    </message>
    <message>
        <source>{0} is active. {1} is {2} and not ready to take over.</source>
        <translation>{0} ist aktiv. {1} ist {2} und nicht bereit zu übernehmen.</translation>
    </message>
    <message>
        <source>{0} is active. {1} is {2} and ready to take over.</source>
        <translation>{0} ist aktiv. {1} ist {2} und bereit zu übernehmen.</translation>
    </message>
    <message>
        <source>{0} is active. {1} holds nothing of set {2} yet.</source>
        <translation>{0} ist aktiv. {1} hat von Satz {2} noch nichts.</translation>
    </message>
    <message>
        <source>{0} is active. {1} is receiving a copy of set {2}: {3}.</source>
        <translation>{0} ist aktiv. {1} erhält eine Kopie von Satz {2}: {3}.</translation>
    </message>
    <message>
        <source>up to date</source>
        <translation>auf dem neuesten Stand</translation>
    </message>
    <message>
        <source>less than 0.1 s behind</source>
        <translation>weniger als 0,1 s zurück</translation>
    </message>
    <message>
        <source>{0} behind</source>
        <translation>{0} zurück</translation>
    </message>
    <message>
        <source>durable: every fsync is on both servers</source>
        <translation>durable: Jedes fsync ist auf beiden Servern</translation>
    </message>
    <message>
        <source>async: what waits in the unsafe queue would be lost with the active server</source>
        <translation>async: Was in der unsicheren Warteschlange wartet, ginge mit dem aktiven Server verloren</translation>
    </message>
    <message>
        <source>not every set waits for the passive server at fsync now</source>
        <translation>nicht jeder Satz wartet jetzt beim fsync auf den passiven Server</translation>
    </message>
</context>
<context>
    <name>SetPage</name>
    <message>
        <source>Protected set</source>
        <translation>Geschützter Satz</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>Mode, queue, channel and checks of this set</source>
        <translation>Modus, Warteschlange, Kanal und Prüfungen dieses Satzes</translation>
    </message>
</context>
<context>
    <name>SetSettings</name>
    <message>
        <source>fsync returns when both servers hold the change: each one waits for a round trip.</source>
        <translation>fsync kehrt zurück, wenn beide Server die Änderung haben: Jedes wartet auf Hin- und Rückweg.</translation>
    </message>
    <message>
        <source>fsync returns at once: what the passive has not received yet is lost when the active fails.</source>
        <translation>fsync kehrt sofort zurück: Was der passive Server noch nicht hat, geht verloren, wenn der aktive ausfällt.</translation>
    </message>
    <message>
        <source>While the passive is away, fsync waits until it is back: applications may stand still.</source>
        <translation>Solange der passive Server fehlt, wartet fsync auf ihn: Anwendungen können stillstehen.</translation>
    </message>
    <message>
        <source>While the passive is away, fsync goes on without it and the RPO grows.</source>
        <translation>Solange der passive Server fehlt, geht fsync ohne ihn weiter und der RPO wächst.</translation>
    </message>
    <message>
        <source>The unsafe queue may hold {0}; it holds {1} now, so it is full at once.</source>
        <translation>Die unsichere Warteschlange darf {0} fassen; jetzt sind es {1}, sie ist also sofort voll.</translation>
    </message>
    <message>
        <source>The unsafe queue may hold {0} while the passive is slow or away.</source>
        <translation>Die unsichere Warteschlange darf {0} fassen, solange der passive Server langsam ist oder fehlt.</translation>
    </message>
    <message>
        <source>The unsafe queue may hold {0}: without the passive it lasts {1} at the present rate.</source>
        <translation>Die unsichere Warteschlange darf {0} fassen: ohne den passiven Server reicht das bei der jetzigen Rate {1}.</translation>
    </message>
    <message>
        <source>{0} stay free on the queue&apos;s disk; only {1} are free now, so the queue is full at once.</source>
        <translation>{0} bleiben auf der Platte der Warteschlange frei; jetzt sind nur {1} frei, sie ist also sofort voll.</translation>
    </message>
    <message>
        <source>The queue leaves {0} free on its disk, whatever its quota is.</source>
        <translation>Die Warteschlange lässt auf ihrer Platte {0} frei, wie groß ihre Grenze auch ist.</translation>
    </message>
    <message>
        <source>When the queue is full, writers are slowed down: every change is recorded.</source>
        <translation>Ist die Warteschlange voll, werden Schreibende gebremst: Jede Änderung wird erfasst.</translation>
    </message>
    <message>
        <source>When the queue is full, the application goes on: changed paths are remembered and compared later.</source>
        <translation>Ist die Warteschlange voll, arbeitet die Anwendung weiter: Geänderte Pfade werden gemerkt und später verglichen.</translation>
    </message>
    <message>
        <source>How much is compressed is chosen by the rate of the link.</source>
        <translation>Wie stark komprimiert wird, richtet sich nach der Rate der Verbindung.</translation>
    </message>
    <message>
        <source>Nothing is compressed: least processor time, most bytes on the link.</source>
        <translation>Nichts wird komprimiert: am wenigsten Prozessorzeit, am meisten Bytes auf der Verbindung.</translation>
    </message>
    <message>
        <source>Each batch is compressed for itself: fewer bytes for little processor time.</source>
        <translation>Jedes Paket wird für sich komprimiert: weniger Bytes für wenig Prozessorzeit.</translation>
    </message>
    <message>
        <source>One long window: fewest bytes, for several times the processor time and some 140 MB of memory on each server.</source>
        <translation>Ein langes Fenster: am wenigsten Bytes, für ein Mehrfaches an Prozessorzeit und etwa 140 MB Speicher auf jedem Server.</translation>
    </message>
    <message>
        <source>This set has no cap of its own; the pair&apos;s holds, if there is one.</source>
        <translation>Dieser Satz hat keine eigene Grenze; die des Paars gilt, falls es eine gibt.</translation>
    </message>
    <message>
        <source>This set sends at most: {0}. What it cannot send waits in the unsafe queue.</source>
        <translation>Dieser Satz sendet höchstens: {0}. Was er nicht senden kann, wartet in der unsicheren Warteschlange.</translation>
    </message>
    <message>
        <source>Checks read as fast as the disks and the queues allow.</source>
        <translation>Prüfungen lesen so schnell, wie Platten und Warteschlangen es erlauben.</translation>
    </message>
    <message>
        <source>Checks read at most {0}.</source>
        <translation>Prüfungen lesen höchstens {0}.</translation>
    </message>
    <message>
        <source>What a check finds on the passive alone is reported and stays where it is.</source>
        <translation>Was eine Prüfung nur auf dem passiven Server findet, wird gemeldet und bleibt, wo es ist.</translation>
    </message>
    <message>
        <source>What a check finds on the passive alone is set aside, and can be had back.</source>
        <translation>Was eine Prüfung nur auf dem passiven Server findet, wird beiseitegelegt und lässt sich zurückholen.</translation>
    </message>
    <message>
        <source>What a check finds on the passive alone is deleted for good.</source>
        <translation>Was eine Prüfung nur auf dem passiven Server findet, wird endgültig gelöscht.</translation>
    </message>
    <message>
        <source>What is set aside is kept for {0}.</source>
        <translation>Beiseitegelegtes wird {0} lang behalten.</translation>
    </message>
    <message>
        <source>It is kept for ever.</source>
        <translation>Beiseitegelegtes wird für immer behalten.</translation>
    </message>
    <message>
        <source>The quarantine holds at most {0}; the oldest goes first.</source>
        <translation>Die Quarantäne fasst höchstens {0}; das Älteste geht zuerst.</translation>
    </message>
    <message>
        <source>The quarantine may grow without a limit.</source>
        <translation>Die Quarantäne darf unbegrenzt wachsen.</translation>
    </message>
</context>
<context>
    <name>SetSettingsDialog</name>
    <message>
        <source>Settings of the set {0}</source>
        <translation>Einstellungen des Satzes {0}</translation>
    </message>
    <message>
        <source>Which settings</source>
        <translation>Welche Einstellungen</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>{0} · what is changed here takes effect at once, applications go on.</source>
        <translation>{0} · was hier geändert wird, gilt sofort, Anwendungen laufen weiter.</translation>
    </message>
    <message>
        <source>Applying…</source>
        <translation>Wird angewendet…</translation>
    </message>
    <message>
        <source>Asking the pair…</source>
        <translation>Das Paar wird gefragt…</translation>
    </message>
    <message>
        <source>Only an admin of the pair changes settings; everybody may look at them.</source>
        <translation>Nur ein Admin des Paars ändert Einstellungen; ansehen darf sie jeder.</translation>
    </message>
    <message>
        <source>Something that was typed cannot be used; the line below the field says why.</source>
        <translation>Etwas Eingegebenes ist nicht brauchbar; die Zeile unter dem Feld sagt, warum.</translation>
    </message>
    <message>
        <source>Nothing is changed yet.</source>
        <translation>Noch ist nichts geändert.</translation>
    </message>
    <message>
        <source>What this means</source>
        <translation>Was das bedeutet</translation>
    </message>
    <message>
        <source>Settings of {0}</source>
        <translation>Einstellungen von {0}</translation>
    </message>
</context>
<context>
    <name>SetsModel</name>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>Set by an administrator, not chosen by the rate of the link.</source>
        <translation>Von einem Administrator festgelegt, nicht nach der Rate der Verbindung gewählt.</translation>
    </message>
    <message>
        <source>Compressing has taken {0} of processor time.</source>
        <translation>Das Komprimieren hat {0} Prozessorzeit gekostet.</translation>
    </message>
    <message>
        <source>At most {0} at this hour ({1}).</source>
        <translation>Höchstens {0} zu dieser Stunde ({1}).</translation>
    </message>
    <message>
        <source>Not limited at this hour ({0}).</source>
        <translation>Zu dieser Stunde nicht begrenzt ({0}).</translation>
    </message>
    <message>
        <source>all together</source>
        <translation>zusammen</translation>
    </message>
</context>
<context>
    <name>SettingsMenu</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Erscheinungsbild</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>Less &amp;motion</source>
        <translation>Weniger &amp;Bewegung</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;Forget the password or token of this pair</source>
        <translation>Kennwort oder Token dieses Paares &amp;vergessen</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Go anywhere · Ctrl+K</source>
        <translation>Überallhin · Strg+K</translation>
    </message>
    <message>
        <source>Finds every page and every action</source>
        <translation>Findet jede Seite und jede Aktion</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Theme, language, motion and shortcuts</source>
        <translation>Erscheinungsbild, Sprache, Bewegung und Tastenkürzel</translation>
    </message>
</context>
<context>
    <name>SignInDialog</name>
    <message>
        <source>Sign in to a pair</source>
        <translation>Bei einem Paar anmelden</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Service address</source>
        <translation>&amp;Dienstadresse</translation>
    </message>
    <message>
        <source>&amp;User</source>
        <translation>&amp;Benutzer</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Kennwort</translation>
    </message>
    <message>
        <source>Sign in with</source>
        <translation>Anmelden mit</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Kennwort</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Keep it in the system&apos;s keyring</source>
        <translation>Im Schlüsselbund des Systems behalten</translation>
    </message>
    <message>
        <source>&amp;Token</source>
        <translation>&amp;Token</translation>
    </message>
    <message>
        <source>From &apos;twinhelm user token&apos;</source>
        <translation>Von „twinhelm user token“</translation>
    </message>
    <message>
        <source>This is no token; it begins with twinhelm-token- and an admin of the pair makes it.</source>
        <translation>Das ist kein Token; es beginnt mit twinhelm-token-, und ein admin des Paares erzeugt es.</translation>
    </message>
    <message>
        <source>Type the name of a user of this pair.</source>
        <translation>Geben Sie den Namen eines Benutzers dieses Paares ein.</translation>
    </message>
</context>
<context>
    <name>StateChips</name>
    <message>
        <source>Show only these; click again to show all.</source>
        <translation>Nur diese zeigen; erneut klicken, um alle zu zeigen.</translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>no event yet</source>
        <translation>noch kein Ereignis</translation>
    </message>
    <message>
        <source>Newest event: none yet</source>
        <translation>Neuestes Ereignis: noch keines</translation>
    </message>
    <message>
        <source>Newest event: {0}</source>
        <translation>Neuestes Ereignis: {0}</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>heard again</source>
        <translation>wieder gehört</translation>
    </message>
    <message>
        <source>silent and passive</source>
        <translation>stumm und passiv</translation>
    </message>
    <message>
        <source>same configuration</source>
        <translation>gleiche Konfiguration</translation>
    </message>
    <message>
        <source>copy and check</source>
        <translation>kopieren und prüfen</translation>
    </message>
    <message>
        <source>ready to take over</source>
        <translation>bereit zu übernehmen</translation>
    </message>
    <message>
        <source>protect the folder</source>
        <translation>Ordner schützen</translation>
    </message>
    <message>
        <source>protect the application</source>
        <translation>Anwendung schützen</translation>
    </message>
    <message>
        <source>first copy</source>
        <translation>erste Kopie</translation>
    </message>
    <message>
        <source>start the application</source>
        <translation>Anwendung starten</translation>
    </message>
    <message>
        <source>join with the token</source>
        <translation>mit dem Beitrittsschlüssel beitreten</translation>
    </message>
    <message>
        <source>Step {0} of {1}: {2}</source>
        <translation>Schritt {0} von {1}: {2}</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>{0} was active</source>
        <translation>{0} war aktiv</translation>
    </message>
    <message>
        <source>updated {0}</source>
        <translation>aktualisiert {0}</translation>
    </message>
    <message>
        <source>{0} is taking over</source>
        <translation>{0} übernimmt</translation>
    </message>
    <message>
        <source>two servers say they are active</source>
        <translation>zwei Server sagen, sie seien aktiv</translation>
    </message>
    <message>
        <source>no server is active</source>
        <translation>kein Server ist aktiv</translation>
    </message>
    <message>
        <source>cannot take over</source>
        <translation>kann nicht übernehmen</translation>
    </message>
    <message>
        <source>{0} active</source>
        <translation>{0} aktiv</translation>
    </message>
    <message>
        <source>alone</source>
        <translation>allein</translation>
    </message>
    <message>
        <source>nobody would take over</source>
        <translation>niemand würde übernehmen</translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <translation>{0} {1}</translation>
    </message>
    <message>
        <source>ready to take over</source>
        <translation>bereit zu übernehmen</translation>
    </message>
    <message>
        <source>not ready to take over</source>
        <translation>nicht bereit zu übernehmen</translation>
    </message>
    <message>
        <source>connecting to {0}</source>
        <translation>Verbinden mit {0}</translation>
    </message>
    <message>
        <source>connected to {0}, waiting for its status</source>
        <translation>mit {0} verbunden, Zustand wird erwartet</translation>
    </message>
    <message>
        <source>connection to {0} lost, trying again</source>
        <translation>Verbindung zu {0} abgerissen, neuer Versuch läuft</translation>
    </message>
    <message>
        <source>{0} waits for a sign-in</source>
        <translation>{0} wartet auf eine Anmeldung</translation>
    </message>
    <message>
        <source>sign-in refused by {0}</source>
        <translation>Anmeldung von {0} abgelehnt</translation>
    </message>
    <message>
        <source>stopped: the fingerprint of {0} has changed</source>
        <translation>angehalten: Der Fingerabdruck von {0} hat sich geändert</translation>
    </message>
    <message>
        <source>{0} is not known yet</source>
        <translation>{0} ist noch nicht bekannt</translation>
    </message>
    <message>
        <source>no pair is known yet</source>
        <translation>noch ist kein Paar bekannt</translation>
    </message>
</context>
<context>
    <name>SwitchoverWizard</name>
    <message>
        <source>Switch over</source>
        <translation>Umschalten</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>Im Gange</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Nachgeprüft</translation>
    </message>
    <message>
        <source>Looking at both servers…</source>
        <translation>Beide Server werden angesehen …</translation>
    </message>
    <message>
        <source>Nothing is changed by this.</source>
        <translation>Hierdurch wird nichts geändert.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>{0} {1} stays as its passive. Applications stop for a moment; nothing that was written is lost.</source>
        <translation>{0} {1} bleibt als passiver Server. Anwendungen halten einen Augenblick an; nichts Geschriebenes geht verloren.</translation>
    </message>
    <message>
        <source>{0} can take over from {1}.</source>
        <translation>{0} kann von {1} übernehmen.</translation>
    </message>
    <message>
        <source>{0} Mend this, then check again.</source>
        <translation>{0} Beheben Sie dies, dann prüfen Sie erneut.</translation>
    </message>
    <message>
        <source>{0} Mend these points, then check again.</source>
        <translation>{0} Beheben Sie diese Punkte, dann prüfen Sie erneut.</translation>
    </message>
    <message>
        <source>A switchover is not possible now.</source>
        <translation>Eine Umschaltung ist jetzt nicht möglich.</translation>
    </message>
    <message>
        <source>Switch over to {0}</source>
        <translation>Auf {0} umschalten</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>Asking for the switchover…</source>
        <translation>Die Umschaltung wird verlangt …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>The checks could not be made.</source>
        <translation>Die Prüfungen konnten nicht gemacht werden.</translation>
    </message>
    <message>
        <source>The switchover was not started.</source>
        <translation>Die Umschaltung wurde nicht begonnen.</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Show the console</source>
        <translation>Konsole zeigen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>Trust</name>
    <message>
        <source>Compare the fingerprint with the one that &apos;twinhelm pair fingerprint&apos; shows on a server, then accept it.</source>
        <translation>Vergleichen Sie den Fingerabdruck mit dem, den „twinhelm pair fingerprint“ auf einem Server zeigt, und nehmen Sie ihn dann an.</translation>
    </message>
    <message>
        <source>Nothing was sent to it. If the pair was set up anew, compare the fingerprint and accept it; otherwise tell your network&apos;s administrator.</source>
        <translation>Es wurde nichts dorthin gesendet. Wurde das Paar neu eingerichtet, vergleichen Sie den Fingerabdruck und nehmen ihn an; sonst benachrichtigen Sie Ihre Netzwerkverwaltung.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not signed by the pair&apos;s authority. Nothing was sent to it; tell your network&apos;s administrator.</source>
        <translation>Das Zertifikat des Servers ist nicht von der Zertifizierungsstelle des Paares unterschrieben. Es wurde nichts dorthin gesendet; benachrichtigen Sie Ihre Netzwerkverwaltung.</translation>
    </message>
    <message>
        <source>The certificate of {0} carries no name; make the server&apos;s certificate anew.</source>
        <translation>Das Zertifikat von {0} trägt keinen Namen; erzeugen Sie das Zertifikat des Servers neu.</translation>
    </message>
    <message>
        <source>{0} does not answer ({1}).</source>
        <translation>{0} antwortet nicht ({1}).</translation>
    </message>
    <message>
        <source>{0} does not speak TLS.</source>
        <translation>{0} spricht kein TLS.</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>Zeit abgelaufen</translation>
    </message>
    <message>
        <source>connection refused</source>
        <translation>Verbindung abgelehnt</translation>
    </message>
    <message>
        <source>connection closed</source>
        <translation>Verbindung geschlossen</translation>
    </message>
</context>
<context>
    <name>Verification</name>
    <message>
        <source>{0} is active in generation {1}</source>
        <translation>{0} ist aktiv in Generation {1}</translation>
    </message>
    <message>
        <source>{0} is not active</source>
        <translation>{0} ist nicht aktiv</translation>
    </message>
    <message>
        <source>the service address</source>
        <translation>der Dienstadresse</translation>
    </message>
    <message>
        <source>{0} answers at {1}</source>
        <translation>{0} antwortet an {1}</translation>
    </message>
    <message>
        <source>{0} answered, not {1}</source>
        <translation>{0} hat geantwortet, nicht {1}</translation>
    </message>
    <message>
        <source>{0} is not heard</source>
        <translation>{0} wird nicht gehört</translation>
    </message>
    <message>
        <source>{0} is passive and silent on the public network</source>
        <translation>{0} ist passiv und im öffentlichen Netz stumm</translation>
    </message>
    <message>
        <source>{0} is {1} and not silent</source>
        <translation>{0} ist {1} und nicht stumm</translation>
    </message>
    <message>
        <source>{0} is {1} on {2}</source>
        <translation>{0} auf {2}: {1}</translation>
    </message>
    <message>
        <source>set {0} replicates from {1} to {2}</source>
        <translation>Satz {0} wird von {1} nach {2} repliziert</translation>
    </message>
    <message>
        <source>set {0} is {1}</source>
        <translation>Satz {0} ist {1}</translation>
    </message>
</context>
<context>
    <name>ViewersDialog</name>
    <message>
        <source>Viewers</source>
        <translation>Betrachter</translation>
    </message>
    <message>
        <source>&amp;Remote desktop</source>
        <translation>&amp;Remotedesktop</translation>
    </message>
    <message>
        <source>&amp;VNC</source>
        <translation>&amp;VNC</translation>
    </message>
    <message>
        <source>&amp;SSH</source>
        <translation>&amp;SSH</translation>
    </message>
    <message>
        <source>no program was found</source>
        <translation>kein Programm gefunden</translation>
    </message>
    <message>
        <source>Use these</source>
        <translation>Diese benutzen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Which programs show a server?</source>
        <translation>Welche Programme zeigen einen Server?</translation>
    </message>
    <message>
        <source>A command with {host} and {port} where the address goes, and {user} if you like. Empty: the first that is installed.</source>
        <translation>Ein Befehl mit {host} und {port}, wo die Adresse stehen soll, und {user}, wenn Sie möchten. Leer: der erste, der vorhanden ist.</translation>
    </message>
</context>
<context>
    <name>WhereTo</name>
    <message>
        <source>&amp;Folder:</source>
        <translation>&amp;Ordner:</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>primary</source>
        <translation>primär</translation>
    </message>
    <message>
        <source>secondary</source>
        <translation>sekundär</translation>
    </message>
    <message>
        <source>identity unknown</source>
        <translation>Identität unbekannt</translation>
    </message>
    <message>
        <source>active</source>
        <translation>aktiv</translation>
    </message>
    <message>
        <source>passive</source>
        <translation>passiv</translation>
    </message>
    <message>
        <source>taking over</source>
        <translation>beim Übernehmen</translation>
    </message>
    <message>
        <source>giving its role away</source>
        <translation>beim Abgeben der Rolle</translation>
    </message>
    <message>
        <source>role unknown</source>
        <translation>Rolle unbekannt</translation>
    </message>
    <message>
        <source>uninitialized</source>
        <translation>ohne Kopie</translation>
    </message>
    <message>
        <source>checking</source>
        <translation>in Prüfung</translation>
    </message>
    <message>
        <source>synchronized</source>
        <translation>synchron</translation>
    </message>
    <message>
        <source>unchecked</source>
        <translation>ungeprüft</translation>
    </message>
    <message>
        <source>out of sync</source>
        <translation>nicht synchron</translation>
    </message>
    <message>
        <source>in error</source>
        <translation>gestört</translation>
    </message>
    <message>
        <source>state unknown</source>
        <translation>in unbekanntem Zustand</translation>
    </message>
    <message>
        <source>async</source>
        <translation>async</translation>
    </message>
    <message>
        <source>durable</source>
        <translation>durable</translation>
    </message>
    <message>
        <source>mode unknown</source>
        <translation>Modus unbekannt</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>not compressed</source>
        <translation>nicht komprimiert</translation>
    </message>
    <message>
        <source>fast</source>
        <translation>schnell</translation>
    </message>
    <message>
        <source>strong</source>
        <translation>stark</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>gestoppt</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>im Start</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>beim Anhalten</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>well</source>
        <translation>in Ordnung</translation>
    </message>
    <message>
        <source>hint</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>veto</source>
        <translation>Veto</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>switchover</source>
        <translation>Umschaltung</translation>
    </message>
    <message>
        <source>failover</source>
        <translation>Ausfallübernahme</translation>
    </message>
    <message>
        <source>operation</source>
        <translation>Vorgang</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>im Gange</translation>
    </message>
    <message>
        <source>succeeded</source>
        <translation>gelungen</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>übersprungen</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>geprüft</translation>
    </message>
    <message>
        <source>differing</source>
        <translation>abweichend</translation>
    </message>
    <message>
        <source>missing on the passive</source>
        <translation>fehlt auf dem passiven</translation>
    </message>
    <message>
        <source>repaired</source>
        <translation>behoben</translation>
    </message>
    <message>
        <source>only on the passive</source>
        <translation>nur auf dem passiven</translation>
    </message>
    <message>
        <source>not yet compared</source>
        <translation>noch nicht verglichen</translation>
    </message>
    <message>
        <source>excluded</source>
        <translation>ausgenommen</translation>
    </message>
    <message>
        <source>reported and left</source>
        <translation>gemeldet, bleibt</translation>
    </message>
    <message>
        <source>set aside</source>
        <translation>beiseitegelegt</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>gelöscht</translation>
    </message>
    <message>
        <source>notice</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>kritisch</translation>
    </message>
    <message>
        <source>viewer</source>
        <translation>viewer</translation>
    </message>
    <message>
        <source>operator</source>
        <translation>operator</translation>
    </message>
    <message>
        <source>admin</source>
        <translation>admin</translation>
    </message>
</context>
<context>
    <name>_Rows</name>
    <message>
        <source>Recent events</source>
        <translation>Jüngste Ereignisse</translation>
    </message>
    <message>
        <source>what happened appears here</source>
        <translation>hier erscheint, was geschah</translation>
    </message>
</context>
<context>
    <name>_Strip</name>
    <message>
        <source>Role, change rate and events of the last 24 hours</source>
        <translation>Rolle, Änderungsrate und Ereignisse der letzten 24 Stunden</translation>
    </message>
    <message>
        <source>known once the pair answers</source>
        <translation>bekannt, sobald das Paar antwortet</translation>
    </message>
    <message>
        <source>no change measured yet</source>
        <translation>noch keine Änderung gemessen</translation>
    </message>
</context>
</TS>
