"""What is served; run by itself tables, a queue, somebody with a token, printed."""

import sys

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()


def prepare() -> str:
    """A fresh helpdesk; the token."""
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from helpdesk.models import Queue
    from rest_framework.authtoken.models import Token

    call_command("migrate", verbosity=0, interactive=False)
    Queue.objects.create(title="Bench", slug="bench")
    somebody = User.objects.create_superuser("bench", "bench@example.org", "bench")
    return Token.objects.create(user=somebody).key


if __name__ == "__main__":
    sys.stdout.write(prepare())
