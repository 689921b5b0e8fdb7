"""The addresses of this room."""

from django.urls import path

from assay.web.webhooks.views import deliveries, endpoints

urlpatterns = [
    path("", endpoints.list_endpoints, name="webhooks"),
    path("new/", endpoints.make, name="new_webhook"),
    path("<int:number>/", endpoints.show_endpoint, name="webhook"),
    path("<int:number>/edit/", endpoints.edit, name="edit_webhook"),
    path("<int:number>/secret/", endpoints.rotate, name="rotate_webhook"),
    path("<int:number>/switch/", endpoints.switch, name="switch_webhook"),
    path("<int:number>/remove/", endpoints.remove, name="remove_webhook"),
    path("<int:number>/test/", deliveries.test, name="test_webhook"),
    path("deliveries/<int:delivery>/", deliveries.show_delivery, name="webhook_delivery"),
    path("deliveries/<int:delivery>/again/", deliveries.again, name="send_webhook_again"),
]
