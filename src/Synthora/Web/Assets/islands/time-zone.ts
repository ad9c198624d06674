// Whoever opens an account reads times as the clock on their own wall tells them.
for (const field of document.querySelectorAll<HTMLInputElement>("[data-time-zone]")) field.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
