/** An application that uses libraries as applications do, and knows nothing of any agent. */
@NullMarked
package com.example.libraries;

import org.jspecify.annotations.NullMarked;
