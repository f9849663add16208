"""Rich menus: what stands on them, their pictures, publishing them, and which one a person sees."""
