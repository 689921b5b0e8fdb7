"""The addresses of roll-outs."""

from django.urls import path

from assay.web.patterns.rollouts import views

urlpatterns = [
    path("", views.show_roll_outs, name="roll_outs"),
    path("new/", views.plan_roll_out, name="roll_out_new"),
    path("<int:number>/", views.show_roll_out, name="roll_out"),
    path("<int:number>/stop/", views.stop_roll_out, name="roll_out_stop"),
    path("<int:number>/plan.json", views.send_plan, name="roll_out_plan"),
    path("<int:number>/numbers/<slug:name>.csv", views.send_numbers, name="roll_out_numbers"),
]
