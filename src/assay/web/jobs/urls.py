"""The addresses of jobs."""

from django.urls import URLPattern, path

from assay.web.jobs import views

urlpatterns: list[URLPattern] = [
    path("", views.list_jobs, name="jobs"),
    path("run", views.start_run, name="start_run"),
    path("report", views.start_report, name="start_report"),
    path("<int:job_id>/", views.show_job, name="job"),
    path("<int:job_id>/progress", views.show_progress, name="job_progress"),
    path("<int:job_id>/cancel", views.cancel_job, name="cancel_job"),
    path("<int:job_id>/again", views.start_again, name="start_job_again"),
    path("<int:job_id>/file", views.fetch_file, name="job_file"),
]
