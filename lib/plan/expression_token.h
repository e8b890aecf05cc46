/** @file
 *  @brief Internal: the words and signs of an expression.
 */
#ifndef RSL_PLAN_EXPRESSION_TOKEN_H
#define RSL_PLAN_EXPRESSION_TOKEN_H

#include <resolution/base.h>

typedef enum rsl__token_kind {
  RSL__TOKEN_END = 0,
  RSL__TOKEN_NUMBER,
  RSL__TOKEN_NAME,   /**< letters, digits, `_`; also the words and, or, not and the functions' names */
  RSL__TOKEN_QUOTED, /**< a code in quotation marks; the text is what stands between them */
  RSL__TOKEN_PLUS,
  RSL__TOKEN_MINUS,
  RSL__TOKEN_TIMES,
  RSL__TOKEN_OVER,
  RSL__TOKEN_OPEN,
  RSL__TOKEN_CLOSE,
  RSL__TOKEN_COMMA,
  RSL__TOKEN_BELOW,
  RSL__TOKEN_AT_MOST,
  RSL__TOKEN_EQUAL,
  RSL__TOKEN_NOT_EQUAL,
  RSL__TOKEN_AT_LEAST,
  RSL__TOKEN_ABOVE,
  RSL__TOKEN_BRACKET,
  RSL__TOKEN_CLOSE_BRACKET,
  RSL__TOKEN_COLON,
  RSL__TOKEN_BAD /**< `fault` says why */
} rsl__token_kind;

typedef struct rsl__token {
  rsl__token_kind kind;
  const char *text;
  size_t length;
  size_t start;      /**< byte of the expression where it begins */
  size_t end;        /**< one past its last byte */
  const char *fault; /**< of BAD */
} rsl__token;

/** The token at or after a byte. The text must be valid UTF-8. */
rsl__token rsl__token_read(const char *text, size_t length, size_t at);
/** Is the token this word? */
bool rsl__token_is(const rsl__token *token, const char *word);

#endif
