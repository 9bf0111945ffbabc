"""Virtual environments of the real programs, made once and kept."""
import os
import shutil
import subprocess

LABEL_STUDIO_0 = ['label-studio==0.8.2.post0', 'label-studio-converter==0.0.22',
                  'boto3==1.16.43', 'botocore==1.19.43']
# What the pins of 0.8.2 can be built with.
BUILT_WITH_0 = ['setuptools<66', 'wheel']
LABEL_STUDIO_1 = ['label-studio==1.23.2']
SELENIUM = ['selenium==4.27.1']


class Unavailable(Exception):
    """Something that the checks need is not on this machine."""


def python_0(wanted=None):
    """A Python that Label Studio 0.8.2 runs on: 3.6 to 3.8."""
    return python(wanted, ['3.8', '3.7', '3.6'], 'Label Studio 0.8.2', '--python-0')


def python_1(wanted=None):
    """A Python that Label Studio 1.23.2 runs on: 3.10 or later."""
    return python(wanted, ['3.11', '3.10', '3.12', '3.13'], 'Label Studio 1.23.2', '--python-1')


def python(wanted, versions, program, flag):
    installed = os.path.expanduser('~/.pyenv/versions')
    names = sorted(os.listdir(installed)) if os.path.isdir(installed) else []
    for version in versions:
        found = [os.path.join(installed, name, 'bin', 'python') for name in reversed(names)
                 if name.startswith(version + '.')]
        for candidate in [wanted, shutil.which('python' + version)] + found:
            if candidate and runs(candidate):
                return candidate
    raise Unavailable('%s needs a Python %s; name one with %s' % (
        program, ' or '.join(versions), flag))


def runs(python):
    """Whether it starts and can make environments; a pyenv shim may stand for a version that is not active."""
    try:
        return subprocess.run([python, '-c', 'import venv, ensurepip'],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def make(directory, python, packages, built_with=()):
    """The environment's own Python; the environment is made on the first call."""
    own = os.path.join(directory, 'bin', 'python')
    stamp = os.path.join(directory, 'complete')
    if os.path.exists(stamp) and open(stamp).read().split() == packages:
        return own
    if not os.path.exists(stamp) and holds(own, packages):
        return own
    shutil.rmtree(directory, ignore_errors=True)
    print('making %s with %s' % (directory, ' '.join(packages)), flush=True)
    subprocess.run([python, '-m', 'venv', directory], check=True)
    pip = [own, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check']
    if built_with:
        subprocess.run(pip + list(built_with), check=True)
    subprocess.run(pip + packages, check=True)
    # Again without its dependencies' wishes: the first of these asks for newer ones of the others.
    if packages[1:]:
        subprocess.run(pip + packages[1:], check=True)
    with open(stamp, 'w') as file:
        file.write('\n'.join(packages))
    return own


def holds(python, packages):
    """Whether somebody installed just these there."""
    ask = 'import sys, importlib.metadata as m; ' \
          'sys.exit(any(m.version(p.split("==")[0]) != p.split("==")[1] for p in sys.argv[1:]))'
    try:
        return subprocess.run([python, '-c', ask] + packages, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False
