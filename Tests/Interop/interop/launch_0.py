"""Starts Label Studio 0.8.2 in its own environment, its S3 calls going to ENDPOINT_URL.

Run by that environment's Python, with the program's own arguments. Nothing installed is changed: every
boto3 session gets the endpoint, and the look for newer versions, which would leave the machine, is left out.
"""
import os
import sys

import boto3.session


def at_endpoint(make):
    def wrapped(session, service, *arguments, **options):
        options.setdefault('endpoint_url', os.environ['ENDPOINT_URL'])
        return make(session, service, *arguments, **options)
    return wrapped


boto3.session.Session.client = at_endpoint(boto3.session.Session.client)
boto3.session.Session.resource = at_endpoint(boto3.session.Session.resource)

import label_studio.server  # noqa: E402

label_studio.server.check_for_the_latest_version = lambda: None
sys.argv[0] = 'label-studio'
label_studio.server.main()
