// A bare libcurl loop, to measure beside: fetches the URLs of a file, or puts a body to each of them.
//   loop URLS CONNECTIONS [BODY]
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t discard(char *bytes, size_t size, size_t count, void *total) {
  (void)bytes;
  *(size_t *)total += size * count;
  return size * count;
}

static FILE *urls;
static const char *body;
static size_t total;

// Starts the next transfer on a handle; 0 when no URL is left.
static int next(CURLM *multi, CURL *easy) {
  static char line[4096];
  if (!fgets(line, sizeof line, urls)) return 0;
  line[strcspn(line, "\n")] = 0;
  curl_easy_setopt(easy, CURLOPT_URL, line);
  if (body) {
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, "PUT");
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body);
  }
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, discard);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &total);
  curl_multi_add_handle(multi, easy);
  return 1;
}

int main(int count, char **arguments) {
  if (count < 3 || !(urls = fopen(arguments[1], "r"))) return 2;
  body = count > 3 ? arguments[3] : NULL;
  curl_global_init(CURL_GLOBAL_DEFAULT);
  CURLM *multi = curl_multi_init();
  int running = 0, failed = 0;
  for (int left = atoi(arguments[2]); left > 0; left--) running += next(multi, curl_easy_init());
  while (running > 0) {
    int active, waiting;
    CURLMsg *message;
    curl_multi_perform(multi, &active);
    while ((message = curl_multi_info_read(multi, &waiting))) {
      long status = 0;
      CURL *easy = message->easy_handle;
      curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
      if (message->data.result != CURLE_OK || status / 100 != 2) failed++;
      curl_multi_remove_handle(multi, easy);
      if (!next(multi, easy)) running--;
    }
    if (active > 0) curl_multi_poll(multi, NULL, 0, 1000, NULL);
  }
  if (failed) fprintf(stderr, "%d requests failed\n", failed);
  return failed != 0;
}
