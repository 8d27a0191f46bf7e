"""What a person has chosen for the limits of a process chart: never automatic, always with who, when and why.

A choice stands until it is taken back, and is then kept. The chart says each that stands.
"""
