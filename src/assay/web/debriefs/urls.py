"""The addresses of this room."""

from django.urls import path

from assay.web.debriefs.steps import views as steps

urlpatterns = [
    path("<int:number>/", steps.show_debrief, name="debrief"),
]
