"""The shape that other people's tools speak: `/v1/images/generations`, `/v1/images/edits`, `/v1/models`."""
