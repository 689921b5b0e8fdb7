"""The addresses of this room."""

from django.urls import path

from assay.web.preferences.views import plain, signals, stages, start

urlpatterns = [
    path("", start.show_settings, name="settings"),
    path("mail/", start.show_mail, name="settings_mail"),
    path("company/", plain.show_company, name="settings_company"),
    path("retention/", plain.show_retention, name="settings_retention"),
    path("limits/", plain.show_limits, name="settings_limits"),
    path("webhooks/sending/", plain.show_webhooks, name="settings_webhooks"),
    path("opinion/", plain.show_opinion, name="settings_opinion"),
    path("stages/", stages.show_stages, name="settings_stages"),
    path("signals/", signals.list_signals, name="settings_signals"),
    path("signals/<str:name>/", signals.show_signal, name="settings_signal"),
]
