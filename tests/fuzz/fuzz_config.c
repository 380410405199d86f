/* The screen's configuration: any text leaves keys of which none has two meanings, and a theme that there is. */
#include "fuzz.h"
#include "tui/engine/config.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char *text = fuzz_text(data, size);
  struct config config;
  struct error err = {0}, clash = {0};
  bool good = config_read(&config, "config", text, &err);
  MUST(good == (err.text == NULL));
  MUST(keymap_check(&config.keymap, &clash));
  MUST(config.theme >= THEME_AUTO && config.theme <= THEME_MONOCHROME);
  MUST(!config.lang || language_code(config.lang));
  MUST(config.lock_minutes >= NONE && config.lock_minutes <= 1440);
  config_free(&config);
  error_clear(&err);
  free(text);
  return 0;
}
