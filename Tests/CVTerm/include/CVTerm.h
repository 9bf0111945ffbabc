#pragma once
// A program under test in a pseudo-terminal, read through libvterm. Filled in with the end-to-end tests.
