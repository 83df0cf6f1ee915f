import os

from django.core.wsgi import get_wsgi_application

from inss.lib.http import with_readable_content_type

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inss.settings")

application = with_readable_content_type(get_wsgi_application())
