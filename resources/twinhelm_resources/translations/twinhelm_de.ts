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
        <source>Sequence</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
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
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Applied</source>
        <translation>Umgesetzt</translation>
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
        <source>pair</source>
        <translation>Paar</translation>
    </message>
    <message>
        <source>Connect to another pair…</source>
        <translation>Mit anderem Paar verbinden …</translation>
    </message>
    <message>
        <source>Create a pair…</source>
        <translation>Paar anlegen …</translation>
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
        <source>Forget the password of this pair</source>
        <translation>Kennwort dieses Paares vergessen</translation>
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
        <source>This system has no usable keyring; the password is kept until the console is closed.</source>
        <translation>Dieses System hat keinen brauchbaren Schlüsselbund; das Kennwort bleibt, bis die Konsole geschlossen wird.</translation>
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
        <source>&amp;Keep the password in this system&apos;s keyring</source>
        <translation>&amp;Kennwort im Schlüsselbund dieses Systems aufbewahren</translation>
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
        <source>Type the name of a user of this pair.</source>
        <translation>Geben Sie den Namen eines Benutzers dieses Paares ein.</translation>
    </message>
    <message>
        <source>No password is known for this pair yet.</source>
        <translation>Für dieses Paar ist noch kein Kennwort bekannt.</translation>
    </message>
    <message>
        <source>This system has no keyring that can be used. The password is kept in memory until the console is closed, and nowhere else. To keep it, install and unlock a keyring (GNOME Keyring, KWallet) and sign in again.</source>
        <translation>Dieses System hat keinen brauchbaren Schlüsselbund. Das Kennwort bleibt im Speicher, bis die Konsole geschlossen wird, und steht sonst nirgends. Um es aufzubewahren, richten Sie einen Schlüsselbund ein (GNOME Keyring, KWallet), entsperren ihn und melden sich erneut an.</translation>
    </message>
    <message>
        <source>The password of {0} at {1} is removed; it is asked for at the next start.</source>
        <translation>Das Kennwort von {0} bei {1} ist entfernt; beim nächsten Start wird danach gefragt.</translation>
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
        <translation>Prüfung</translation>
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
        <translation>Wird vor einer Übernahme als dritte Meinung befragt.</translation>
    </message>
    <message>
        <source>First &amp;user</source>
        <translation>Erster &amp;Benutzer</translation>
    </message>
    <message>
        <source>Its password is asked for on the primary.</source>
        <translation>Nach seinem Kennwort wird auf dem primären Server gefragt.</translation>
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
        <source>{0} written to {1}.</source>
        <translation>{0} nach {1} geschrieben.</translation>
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
        <source>Nothing matches. Older events are searched when they have been fetched: clear the filter and scroll down.</source>
        <translation>Nichts passt. Ältere Ereignisse werden durchsucht, sobald sie geholt sind: Filter leeren und nach unten blättern.</translation>
    </message>
    <message>
        <source>What happens appears here, with the reason.</source>
        <translation>Hier erscheint, was geschieht, mit dem Grund.</translation>
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
        <translation>Wenn der aktive ausfiele</translation>
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
        <source>nobody would take over</source>
        <translation>niemand würde übernehmen</translation>
    </message>
    <message>
        <source>not measured yet</source>
        <translation>noch nicht gemessen</translation>
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
        <source>No pair matches what you are looking for.</source>
        <translation>Kein Paar passt zu Ihrer Suche.</translation>
    </message>
    <message>
        <source>No pair is known yet. Add one by its service address; its fingerprint is shown before anything is sent.</source>
        <translation>Noch ist kein Paar bekannt. Fügen Sie eines mit seiner Dienstadresse hinzu; sein Fingerabdruck wird gezeigt, bevor etwas gesendet wird.</translation>
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
        <source>captured, not yet on the passive</source>
        <translation>erfasst, noch nicht auf dem passiven</translation>
    </message>
    <message>
        <source>on the passive, not yet applied</source>
        <translation>auf dem passiven, noch nicht angewendet</translation>
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
        <source>No pair yet</source>
        <translation>Noch kein Paar</translation>
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
        <translation>erfasst, noch nicht auf dem passiven</translation>
    </message>
    <message>
        <source>on the passive, not yet applied</source>
        <translation>auf dem passiven, noch nicht angewendet</translation>
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
        <translation>Prüfung</translation>
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
    <message>
        <source>now</source>
        <translation>jetzt</translation>
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
        <source>Protected set</source>
        <translation>Geschützter Satz</translation>
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
    <name>SetsModel</name>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>all together</source>
        <translation>alle zusammen</translation>
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
        <source>&amp;Forget the password of this pair</source>
        <translation>&amp;Kennwort dieses Paares vergessen</translation>
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
        <source>Keep the password in the system&apos;s keyring</source>
        <translation>Kennwort im Schlüsselbund des Systems aufbewahren</translation>
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
        <source>Type the name of a user of this pair.</source>
        <translation>Geben Sie den Namen eines Benutzers dieses Paares ein.</translation>
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
        <translation>{0} ist auf {2} {1}</translation>
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
