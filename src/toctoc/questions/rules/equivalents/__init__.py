"""Words that mean the same to whoever practises: brands and substances, abbreviations, lay and professional words."""
