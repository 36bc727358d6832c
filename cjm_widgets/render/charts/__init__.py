"""What each chart shows, as frozen plots that figures and pictures both draw; knows no figure."""
