from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedModules(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Static files under hashed names, in ES modules too."""

    support_js_module_import_aggregation = True
