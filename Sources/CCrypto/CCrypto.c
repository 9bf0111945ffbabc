#include "CCrypto.h"

#include <limits.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <pthread.h>
#include <stdlib.h>

struct crypto_digest {
  EVP_MD_CTX *context;
  const EVP_MD *algorithm;
};

static EVP_MD *sha256_algorithm;
static EVP_MD *md5_algorithm;
static pthread_once_t fetched = PTHREAD_ONCE_INIT;

// EVP_sha256() is looked up again at each start of a digest, which costs more than hashing a small file.
static void fetch(void) {
  sha256_algorithm = EVP_MD_fetch(NULL, "SHA256", NULL);
  md5_algorithm = EVP_MD_fetch(NULL, "MD5", NULL);
}

static const EVP_MD *algorithm_of(crypto_kind kind) {
  pthread_once(&fetched, fetch);
  return kind == crypto_md5_kind ? md5_algorithm : sha256_algorithm;
}

crypto_digest *crypto_digest_new(crypto_kind kind) {
  const EVP_MD *algorithm = algorithm_of(kind);
  if (!algorithm) return NULL;
  crypto_digest *digest = malloc(sizeof *digest);
  if (!digest) return NULL;
  digest->algorithm = algorithm;
  digest->context = EVP_MD_CTX_new();
  if (!digest->context || EVP_DigestInit_ex2(digest->context, algorithm, NULL) != 1) {
    crypto_digest_free(digest);
    return NULL;
  }
  return digest;
}

void crypto_digest_free(crypto_digest *digest) {
  if (!digest) return;
  EVP_MD_CTX_free(digest->context);
  free(digest);
}

int crypto_digest_update(crypto_digest *digest, const void *bytes, size_t count) {
  return EVP_DigestUpdate(digest->context, bytes, count);
}

int crypto_digest_finish(crypto_digest *digest, uint8_t *out) {
  if (EVP_DigestFinal_ex(digest->context, out, NULL) != 1) return 0;
  return EVP_DigestInit_ex2(digest->context, digest->algorithm, NULL);
}

int crypto_sha256(const void *bytes, size_t count, uint8_t out[CRYPTO_SHA256_SIZE]) {
  const EVP_MD *algorithm = algorithm_of(crypto_sha256_kind);
  return algorithm && EVP_Digest(bytes, count, out, NULL, algorithm, NULL) == 1;
}

int crypto_hmac_sha256(const void *key, size_t key_count, const void *bytes, size_t count,
                       uint8_t out[CRYPTO_SHA256_SIZE]) {
  // A NULL key would mean "the key of last time" to HMAC.
  static const uint8_t none = 0;
  if (key_count > INT_MAX) return 0;
  const EVP_MD *algorithm = algorithm_of(crypto_sha256_kind);
  if (!algorithm) return 0;
  return HMAC(algorithm, key ? key : &none, (int)key_count, bytes, count, out, NULL) != NULL;
}

int crypto_equal(const void *a, const void *b, size_t count) {
  return CRYPTO_memcmp(a, b, count) == 0;
}
