"""Virtual environments of the real programs, made once and kept."""
import os
import shutil
import subprocess

LABEL_STUDIO_0 = ['label-studio==0.8.2.post0', 'label-studio-converter==0.0.22',
                  'boto3==1.16.43', 'botocore==1.19.43']


class Unavailable(Exception):
    """Something that the checks need is not on this machine."""


def python_0(wanted=None):
    """A Python that Label Studio 0.8.2 runs on: 3.6 to 3.8."""
    installed = os.path.expanduser('~/.pyenv/versions')
    names = sorted(os.listdir(installed)) if os.path.isdir(installed) else []
    found = [os.path.join(installed, name, 'bin', 'python') for name in reversed(names)
             if name.startswith(('3.8.', '3.7.', '3.6.'))]
    for candidate in [wanted, shutil.which('python3.8'), shutil.which('python3.7')] + found:
        if candidate and runs(candidate):
            return candidate
    raise Unavailable('Label Studio 0.8.2 needs a Python from 3.6 to 3.8; name one with --python-0')


def runs(python):
    """Whether it starts and can make environments; a pyenv shim may stand for a version that is not active."""
    try:
        return subprocess.run([python, '-c', 'import venv, ensurepip'],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def make(directory, python, packages):
    """The environment's own Python; the environment is made on the first call."""
    own = os.path.join(directory, 'bin', 'python')
    stamp = os.path.join(directory, 'complete')
    if os.path.exists(stamp) and open(stamp).read().split() == packages:
        return own
    shutil.rmtree(directory, ignore_errors=True)
    print('making %s with %s' % (directory, ' '.join(packages)), flush=True)
    subprocess.run([python, '-m', 'venv', directory], check=True)
    pip = [own, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check']
    subprocess.run(pip + ['setuptools<66', 'wheel'], check=True)
    subprocess.run(pip + packages, check=True)
    # Again without its dependencies' wishes: the first of these asks for newer ones of the others.
    subprocess.run(pip + packages[1:], check=True)
    with open(stamp, 'w') as file:
        file.write('\n'.join(packages))
    return own
