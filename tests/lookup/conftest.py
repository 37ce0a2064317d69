from hypothesis import settings

# A slow machine is no failure; the same examples on every run keep a change to blame.
settings.register_profile("calcsite", deadline=None, derandomize=True)
settings.load_profile("calcsite")
