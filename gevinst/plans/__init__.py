"""A plan says what an actor wants to improve: benefit, baseline, ambition, milestones, actions - tied to measured values."""
