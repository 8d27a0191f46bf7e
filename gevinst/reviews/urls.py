from django.urls import path

from gevinst.reviews.views import benefit, due, one

app_name = "reviews"
urlpatterns = [
    path("", due.my_reviews, name="mine"),
    path("<int:pk>/", one.review_page, name="review"),
    path("<int:pk>/tall/", one.freeze_again, name="freeze_again"),
    path("gevinst/<int:pk>/", benefit.benefit_reviews, name="benefit"),
    path("gevinst/<int:pk>/hyppighet/", benefit.set_frequency, name="set_frequency"),
]
