from django.urls import path

from . import views

app_name = "newsletter"
urlpatterns = [
    path("", views.signup, name="signup"),
    path("confirm/<str:token>/", views.confirm, name="confirm"),
    path("confirm/", views.confirm, {"token": ""}),  # a truncated link
    path("unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("unsubscribe/", views.unsubscribe, {"token": ""}),
    path("one-click/<str:token>/", views.one_click, name="one_click"),
]
