"""The steps towards a benefit: pages that add, edit and delete its milestones and actions."""
