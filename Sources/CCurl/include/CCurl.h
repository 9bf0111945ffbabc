#pragma once
// libcurl as Swift can call it: its setters are variadic, which Swift cannot call, and CURLMsg is a union.
#include <curl/curl.h>
#include <openssl/ssl.h>
#include <stddef.h>
#include <stdint.h>

static inline CURLcode tl_set_long(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode tl_set_offset(CURL *handle, CURLoption option, int64_t value) {
  return curl_easy_setopt(handle, option, (curl_off_t)value);
}

static inline CURLcode tl_set_string(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode tl_set_pointer(CURL *handle, CURLoption option, void *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode tl_set_headers(CURL *handle, struct curl_slist *headers) {
  return curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
}

// Certificates in memory; libcurl keeps a copy.
static inline CURLcode tl_set_bytes(CURL *handle, CURLoption option, const void *bytes, size_t count) {
  struct curl_blob blob = {(void *)bytes, count, CURL_BLOB_COPY};
  return curl_easy_setopt(handle, option, &blob);
}

// Write, header and read callbacks have one shape: bytes, size, count, context.
typedef size_t (*tl_transfer)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode tl_on_body(CURL *handle, tl_transfer callback, void *context) {
  CURLcode code = curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, callback);
  return code ? code : curl_easy_setopt(handle, CURLOPT_WRITEDATA, context);
}

static inline CURLcode tl_on_header(CURL *handle, tl_transfer callback, void *context) {
  CURLcode code = curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, callback);
  return code ? code : curl_easy_setopt(handle, CURLOPT_HEADERDATA, context);
}

static inline CURLcode tl_on_upload(CURL *handle, tl_transfer callback, void *context) {
  CURLcode code = curl_easy_setopt(handle, CURLOPT_READFUNCTION, callback);
  return code ? code : curl_easy_setopt(handle, CURLOPT_READDATA, context);
}

// libcurl rewinds an upload when it has to send it again on a fresh connection.
typedef int (*tl_rewind)(void *context, curl_off_t offset, int origin);

static inline CURLcode tl_on_rewind(CURL *handle, tl_rewind callback, void *context) {
  CURLcode code = curl_easy_setopt(handle, CURLOPT_SEEKFUNCTION, callback);
  return code ? code : curl_easy_setopt(handle, CURLOPT_SEEKDATA, context);
}

static inline CURLcode tl_get_long(CURL *handle, CURLINFO info, long *value) {
  return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode tl_offer_http2(CURL *handle, void *context, void *nothing) {
  (void)handle;
  (void)nothing;
  const unsigned char protocols[] = {2, 'h', '2'};
  int failed = SSL_CTX_set_alpn_protos((SSL_CTX *)context, protocols, sizeof protocols);
  return failed ? CURLE_SSL_CONNECT_ERROR : CURLE_OK;
}

// Has TLS offer HTTP/2 without libcurl's knowing: otherwise it speaks it itself on the connection.
static inline CURLcode tl_only_http2(CURL *handle) {
  CURLcode code = curl_easy_setopt(handle, CURLOPT_SSL_ENABLE_ALPN, 0L);
  return code ? code : curl_easy_setopt(handle, CURLOPT_SSL_CTX_FUNCTION, tl_offer_http2);
}

static inline CURLcode tl_get_socket(CURL *handle, int *socket) {
  curl_socket_t found = CURL_SOCKET_BAD;
  CURLcode code = curl_easy_getinfo(handle, CURLINFO_ACTIVESOCKET, &found);
  *socket = (int)found;
  return code;
}

// Called some times a second while a connection is made; anything but 0 gives it up.
typedef int (*tl_progress)(void *context, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d);

static inline CURLcode tl_on_progress(CURL *handle, tl_progress callback, void *context) {
  CURLcode code = curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
  code = code ? code : curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, callback);
  return code ? code : curl_easy_setopt(handle, CURLOPT_XFERINFODATA, context);
}

static inline CURLMcode tl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}

// The next transfer that has ended and how, or NULL.
static inline CURL *tl_next_done(CURLM *multi, CURLcode *result) {
  int left = 0;
  CURLMsg *message;
  while ((message = curl_multi_info_read(multi, &left)) != NULL) {
    if (message->msg == CURLMSG_DONE) {
      *result = message->data.result;
      return message->easy_handle;
    }
  }
  return NULL;
}

enum {
  TL_WRITE_PAUSE = CURL_WRITEFUNC_PAUSE,
  TL_READ_ABORT = CURL_READFUNC_ABORT,
  TL_READ_PAUSE = CURL_READFUNC_PAUSE,
  TL_UNPAUSE = CURLPAUSE_CONT,
};
