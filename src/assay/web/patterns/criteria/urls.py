"""The addresses of criteria."""

from django.urls import path

from assay.web.patterns.criteria import views
from assay.web.patterns.criteria.overriding import decide, withdraw

urlpatterns = [
    path("", views.show_criteria, name="criteria"),
    path("back-test.csv", views.send_backtest, name="criteria_backtest"),
    path("accounts/", views.show_accounts, name="criteria_accounts"),
    path("new/", views.edit_rule, name="criterion_new"),
    path("rules/<slug:name>/", views.edit_rule, name="criterion"),
    path("deals/<int:deal_id>/", decide, name="criteria_decide"),
    path("deals/<int:deal_id>/withdraw/", withdraw, name="criteria_withdraw"),
]
