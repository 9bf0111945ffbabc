#pragma once
#include <stddef.h>
#include <stdint.h>

/// The digests that can be made. Both are fixed by formats of others: SHA-256 by the store and SigV4,
/// MD5 by S3's Content-MD5 and ETag.
typedef enum { crypto_sha256_kind, crypto_md5_kind } crypto_kind;

#define CRYPTO_SHA256_SIZE 32
#define CRYPTO_MD5_SIZE 16

/// A digest that is fed piece by piece.
typedef struct crypto_digest crypto_digest;

/// NULL when there is no memory or libcrypto does not have the digest (MD5 under FIPS).
crypto_digest *crypto_digest_new(crypto_kind kind);
void crypto_digest_free(crypto_digest *digest);
/// 1 on success.
int crypto_digest_update(crypto_digest *digest, const void *bytes, size_t count);
/// Writes the digest and starts it anew; 1 on success.
int crypto_digest_finish(crypto_digest *digest, uint8_t *out);

/// The digest of one piece, quicker than through a crypto_digest; 1 on success.
int crypto_sha256(const void *bytes, size_t count, uint8_t out[CRYPTO_SHA256_SIZE]);

/// 1 on success.
int crypto_hmac_sha256(const void *key, size_t key_count, const void *bytes, size_t count,
                       uint8_t out[CRYPTO_SHA256_SIZE]);

/// 1 if both are equal; takes the same time wherever they differ.
int crypto_equal(const void *a, const void *b, size_t count);
