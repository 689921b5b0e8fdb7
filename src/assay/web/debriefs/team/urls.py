"""The addresses of what our own people answer."""

from django.urls import path

from assay.web.debriefs.own import showing as own_showing
from assay.web.debriefs.own import views as own

urlpatterns = [
    path("<int:number>/own/", own.show_own, name="own"),
    path("<int:number>/own/keep/", own.keep, name="own_keep"),
    path("<int:number>/own/requirement/", own.require, name="own_requirement"),
    path("<int:number>/own/beside/", own_showing.show_beside, name="own_beside"),
]
