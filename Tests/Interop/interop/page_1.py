"""Label Studio 1.x's page in headless Chromium. Run with a Python that has selenium: reads what to do as JSON
from standard input, prints what was seen as JSON."""
import json
import shutil
import sys
import time

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

TICKED = ("return [...document.querySelectorAll("
          "'.ant-checkbox-input:checked,.ant-radio-input:checked')].map(e => e.name)")


def driver(chromium):
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in ('--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage',
                     '--window-size=1600,1000', '--disable-background-networking', '--no-proxy-server',
                     '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'):
        options.add_argument(argument)
    return webdriver.Chrome(service=Service(shutil.which('chromedriver')), options=options)


def wait(look, seconds=90):
    end = time.time() + seconds
    while time.time() < end:
        seen = look()
        if seen:
            return seen
        time.sleep(0.5)
    return None


def login(page, order):
    page.get(order['url'] + '/user/login/')
    page.find_element(By.NAME, 'email').send_keys(order['user'])
    page.find_element(By.NAME, 'password').send_keys(order['password'] + Keys.ENTER)
    wait(lambda: 'login' not in page.current_url)


def open_task(page, order, task):
    page.get('%s/projects/%d/data?task=%d' % (order['url'], order['project'], task))
    return wait(lambda: page.find_elements(By.CSS_SELECTOR, '.ant-checkbox-input,.ant-radio-input'))


def ticked(page, order, task):
    open_task(page, order, task)
    return wait(lambda: page.execute_script(TICKED), 30) or []


def submit(page, order, task, key):
    """Presses the key of a choice and submits; what was ticked before that."""
    open_task(page, order, task)
    time.sleep(2)
    ActionChains(page).send_keys(key).perform()
    seen = wait(lambda: page.execute_script(TICKED), 30) or []
    ActionChains(page).key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(Keys.CONTROL).perform()
    time.sleep(4)
    return seen


def main():
    order = json.load(sys.stdin)
    page = driver(order['chromium'])
    try:
        login(page, order)
        seen = {'ticked': {task: ticked(page, order, task) for task in order['look']},
                'submitted': [submit(page, order, task, key) for task, key in order['submit']]}
    finally:
        page.quit()
    print(json.dumps(seen))


main()
