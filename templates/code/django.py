{{imports}}

{{helpers}}
DATABASES = {
    "default": {{options}},
}
