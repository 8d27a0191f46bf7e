"""The handbook tells why and how, in our own words. It knows the pages it explains; none of them needs it.

A chapter is one template per language (templates/handbook/chapters/), for long prose is written, not
translated sentence by sentence. `chapters.py` lists the chapters, `pages.py` the pages they belong to.
"""
