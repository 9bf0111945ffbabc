"""Label Studio's page in headless Chromium."""
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree


def browser(wanted=None):
    names = [wanted] if wanted else ['chromium', 'chromium-browser', 'google-chrome']
    return next((found for found in map(shutil.which, names) if found), None)


def ticked(program, studio, task, config):
    """The stored values of the choices ticked in the page of a task; None if it is not labelled there."""
    done = subprocess.run(
        [program, '--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage',
         '--disable-background-networking',
         '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost',
         '--user-data-dir=%s/chromium' % studio.root, '--virtual-time-budget=20000',
         '--timeout=60000', '--dump-dom',
         'http://localhost:%d/?task_id=%d' % (studio.port, task)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=180)
    page = done.stdout.decode('utf8', 'replace')
    if 'ls-update-btn' not in page:
        return None
    boxes = re.findall(
        r'<span class="ant-(?:checkbox|radio) ant-(?:checkbox|radio)-checked"><input ([^>]*)>', page)
    names = [re.search(r'(?:name|value)="([^"]+)"', box).group(1) for box in boxes]
    stored = {choice.get('value'): choice.get('alias') or choice.get('value')
              for choice in ElementTree.fromstring(config).iter('Choice')}
    return [stored.get(name, name) for name in names]
