"""`python -m twinhelm_client` opens the console."""

import sys

from twinhelm_client.main import main

sys.exit(main())
