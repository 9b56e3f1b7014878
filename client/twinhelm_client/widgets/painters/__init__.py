"""Small painters; each draws one thing of the pair's picture."""
