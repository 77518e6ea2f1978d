"""Being wrong, and putting it right: claims, rulings, grades given anew."""
