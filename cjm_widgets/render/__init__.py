"""Pictures of journeys and personas; loads nothing until one is drawn."""
