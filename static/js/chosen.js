"use strict";
// Turn the selects of an open section into autocompletes. A draft has hundreds of them, and
// preparing those that nobody looks at takes seconds.
{
  const prepare = () => {
    for (const select of document.querySelectorAll("select.chosen:not([name*=__prefix__])")) {
      const isPrepared = select.classList.contains("select2-hidden-accessible");
      if (!isPrepared && !select.closest("details:not([open])")) {
        django.jQuery(select).djangoAdminSelect2();
      }
    }
  };
  // The event of a section does not bubble.
  document.addEventListener("toggle", prepare, true);
  document.addEventListener("formset:added", prepare);
  django.jQuery(prepare);
}
