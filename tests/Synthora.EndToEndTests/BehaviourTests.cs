using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Synthora.EndToEndTests;

/// <summary>What holds on every page: waiting is shown, layers close one by one, and nothing that was typed or thrown away is lost.</summary>
[Collection(FilledStudio.Shared)]
public sealed class BehaviourTests(FilledStudio studio)
{
    [Theory]
    [InlineData("videos", "nav a[href='/templates']", "/templates")]
    [InlineData("profile", "form[action='/account/profile'] button", "/account/profile")]
    public async Task A_slow_answer_is_shown_to_be_under_way_within_a_tenth_of_a_second(string name, string press, string slow)
    {
        var (path, state) = studio.Find(name);
        // What the service worker asks for is not held up by the route.
        var page = await studio.OpenAsync(state, serviceWorkers: ServiceWorkerPolicy.Block);
        var shown = new TaskCompletionSource();
        await page.ExposeFunctionAsync("told", () => shown.TrySetResult());
        await page.RouteAsync($"**{slow}", async route =>
        {
            if (route.Request.Method == "POST" || path != slow) await Task.WhenAny(shown.Task, Task.Delay(20_000));
            await route.ContinueAsync();
        });
        // What is counted is how long the page means to wait: what a busy machine adds to that is no concern of the page.
        await page.AddInitScriptAsync("const late = setTimeout; window.setTimeout = (what, ms, ...more) => { window.meant?.push(ms ?? 0); return late(what, ms, ...more); };");
        await page.GotoAsync(path);
        await page.Locator(".loading").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.EvaluateAsync(
            """
            (press) => {
              const bar = document.querySelector(".loading");
              new MutationObserver(() => { if (!bar.hidden) { sessionStorage.setItem("shown", "true"); told(); } }).observe(bar, { attributes: true });
              window.meant = [];
              [...document.querySelectorAll(press)].find((one) => one.checkVisibility()).click();
              sessionStorage.setItem("meant", Math.max(...window.meant));
            }
            """, press);
        // On the page that the answer brings, whose bar comes with its scripts; it may be the same address, so only what the first one left tells them apart.
        await page.WaitForFunctionAsync(
            """
            () => sessionStorage.getItem("shown") === "true" && Number(sessionStorage.getItem("meant")) <= 100
              && document.readyState === "complete" && document.querySelector(".loading")?.hidden === true
            """);
        page.Url.ShouldEndWith(slow);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Escape_closes_the_layer_on_top_and_nothing_else()
    {
        var page = await OpenAsync("file, video");
        var menu = page.Locator("header details.menu", new() { HasText = "Account menu" });
        var summary = menu.Locator("summary");
        await summary.ClickAsync();
        await page.Keyboard.PressAsync("Control+k");
        var palette = page.Locator("command-palette input");
        await Expect(palette).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(palette).ToBeHiddenAsync();
        await Expect(menu).ToHaveAttributeAsync("open", "");
        await page.Keyboard.PressAsync("Escape");
        await Expect(menu).Not.ToHaveAttributeAsync("open", "");
        await Expect(summary).ToBeFocusedAsync();

        var share = page.GetByRole(AriaRole.Button, new() { Name = "Share" }).First;
        await share.ClickAsync();
        await page.GetByLabel("Password").FillAsync("half typed");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        await Expect(share).ToBeFocusedAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_was_thrown_away_comes_back_with_one_press()
    {
        var page = await OpenAsync("file, sound");
        await page.Locator("main details.menu summary").First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Move to trash" }).ClickAsync();
        await page.WaitForURLAsync("**/library");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Voice-over, take 1" })).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Voice-over, take 1" })).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Leaving_a_form_with_changes_in_it_asks_first()
    {
        var page = await OpenAsync("create, footage");
        var asked = new List<string>();
        page.Dialog += async (_, dialog) =>
        {
            asked.Add(dialog.Type);
            await dialog.DismissAsync();
        };
        await page.GetByRole(AriaRole.Button, new() { Name = "Leave out Fractal background" }).ClickAsync();
        await page.Locator("nav a[href='/templates']").Locator("visible=true").First.EvaluateAsync("(link) => link.click()");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Create a video" })).ToBeVisibleAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('.loading')?.hidden === true");
        asked.ShouldBe(["beforeunload"]);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_voice_is_heard_and_the_preview_follows_what_is_chosen()
    {
        // Of somebody without keys: the voices of this machine cost nothing to hear.
        var page = await studio.OpenAsync(studio.Find("dashboard, empty").State, width: 1440);
        await page.GotoAsync("/create");
        await page.GetByText("Topic", new() { Exact = true }).First.ClickAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Topic" }).FillAsync("Why the sea glows at night");
        var preview = page.Locator("video-preview");
        await Expect(preview.Locator("[data-headline]")).ToHaveTextAsync("Why the sea glows at night");
        await Studio.GoToStepAsync(page, "Look");
        await page.GetByLabel("Shape").SelectOptionAsync("1:1");
        await Expect(preview.Locator("[data-frame]")).ToHaveCSSAsync("aspect-ratio", "1 / 1");
        var ground = await preview.Locator("[data-ground]").GetAttributeAsync("style");
        await page.Locator("input[name=template]:not(:checked)").First.CheckAsync();
        await Expect(preview.Locator("[data-ground]")).Not.ToHaveAttributeAsync("style", ground!);
        await Studio.GoToStepAsync(page, "Voice and captions");
        var captions = new HashSet<string>();
        foreach (var style in (string[])["Karaoke", "Comic"])
        {
            await page.GetByRole(AriaRole.Radio, new() { Name = style }).CheckAsync();
            await page.WaitForFunctionAsync("() => document.querySelector('[data-captions]').innerHTML === document.querySelector('[name=subtitle_style]:checked').parentElement.querySelector(':scope > [aria-hidden]').outerHTML");
            captions.Add(await preview.Locator("[data-captions]").InnerHTMLAsync()).ShouldBeTrue("each style has a sample of its own");
        }

        // What is played is told by the sound itself, however short it is.
        await page.EvaluateAsync("() => { window.heard = []; const play = Audio.prototype.play; Audio.prototype.play = function () { this.addEventListener('playing', () => window.heard.push(new URL(this.src).pathname)); return play.call(this); }; }");
        foreach (var voice in (string[])["female", "male"])
        {
            await page.Locator($"[data-sample='/create/voices/{voice}']").ClickAsync();
            await page.WaitForFunctionAsync("(voice) => window.heard.includes(`/create/voices/${voice}`)", voice);
        }

        await Expect(page.Locator("[data-sample='/create/voices/female']")).ToHaveAttributeAsync("aria-pressed", "false");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_template_shows_what_its_fields_look_like_while_they_are_changed()
    {
        var page = await OpenAsync("template, new");
        var frame = page.Locator("img[data-look]").First;
        await Expect(frame).ToHaveJSPropertyAsync("complete", true);
        var before = await frame.GetAttributeAsync("src");
        await page.Locator("#aspect_ratio").SelectOptionAsync("16:9");
        await Expect(frame).Not.ToHaveAttributeAsync("src", before!);
        await page.WaitForFunctionAsync("() => { const frame = document.querySelector('img[data-look]'); return frame.complete && frame.naturalWidth > frame.naturalHeight; }");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task First_steps_are_ticked_by_what_was_really_done_and_stay_away_once_dismissed()
    {
        var page = await studio.OpenAsync(width: 390, height: 844);
        await Studio.RegisterAsync(page, "Rosa");
        var card = page.GetByRole(AriaRole.Region, new() { Name = "First steps" });
        await Expect(card).ToContainTextAsync("0 of 5 done");
        await FilledStudio.BrandAsync(page, "rosa.svg", "logo", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 100'><circle cx='50' cy='50' r='40' fill='#e11d48'/></svg>");
        (await page.APIRequest.PostAsync("/api/v1/templates/viral-hook/duplicate")).Status.ShouldBe(201);
        (await page.APIRequest.PutAsync("/api/v1/settings/generation", new() { DataObject = new { subtitle_style = "bold" } })).Status.ShouldBe(200);
        await page.ReloadAsync();
        await Expect(card).ToContainTextAsync("3 of 5 done");
        foreach (var name in (string[])["Add your brand", "Make a template yours", "Choose your defaults"])
            await Expect(card.GetByRole(AriaRole.Listitem).Filter(new() { HasText = name })).ToContainTextAsync("Done");
        await card.GetByRole(AriaRole.Button, new() { Name = "Hide the first steps" }).ClickAsync();
        await Expect(card).ToBeHiddenAsync();
        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Hello, Rosa" })).ToBeVisibleAsync();
        await Expect(card).ToBeHiddenAsync();
        await page.Context.CloseAsync();
    }

    /// <summary>Page, form, what is typed into it that cannot be taken, and the fields that are secret and so come back empty.</summary>
    private static readonly (string Page, string Form, (string Field, string Value)[] Typed)[] Refused =
    [
        ("register", "/register", [("name", "Ada"), ("email", "no address"), ("password", "long-enough-41x")]),
        ("login", "/login", [("email", "ada@example.com"), ("password", "not her password")]),
        ("template, new", "/templates", [("name", ""), ("description", "Loud and quick")]),
        ("profile", "/account/profile", [("name", new('n', 101))]),
        ("tokens", "/account/tokens", [("name", new('t', 101)), ("expires_in_days", "365")]),
        ("settings", "/settings/generation", [("monthly_budget_usd", "12x"), ("subtitle_style", "karaoke")]),
        ("key", "/integrations/key/openai_compatible", [("key", "sk-some-secret"), ("base_url", "nonsense")]),
        ("file, video", "/share", [("days", "30"), ("password", "abc")]),
        ("file, picture", "/library/", [("title", ""), ("description", "The edge of a set"), ("tags", "math, edge")]),
        ("library", "/library/folders", [("name", new('f', 81))]),
        ("limits", "/admin/settings/limits", [("videos_per_day", "-3"), ("retention_days", "12")]),
        ("user", "/limits", [("videos_per_day", "many"), ("storage_mb", "700")]),
        ("prices", "/admin/prices/", [("estimated", "cheap")]),
    ];

    [Fact]
    public async Task Every_form_that_is_refused_comes_back_with_what_was_typed_and_a_word_on_why()
    {
        var lost = new List<string>();
        foreach (var (name, action, typed) in Refused)
        {
            var page = await OpenAsync(name);
            // Whatever the browser itself would not let through is sent all the same.
            await page.EvaluateAsync(
                """
                ([action, typed]) => {
                  const form = [...document.forms].find((one) => one.method === "post" && one.getAttribute("action").includes(action) && typed.every(([name]) => one.elements[name]));
                  for (const [name, value] of typed) {
                    const field = form.elements[name];
                    if (field instanceof RadioNodeList) { field.value = value; continue; }
                    if (field.tagName === "INPUT" && field.type !== "password") field.type = "text";
                    for (const rule of ["maxlength", "minlength", "required", "min", "max", "step"]) field.removeAttribute(rule);
                    field.value = value;
                  }
                  form.noValidate = true;
                  form.removeAttribute("data-guard");
                  form.submit();
                }
                """, new object[] { action, typed.Select(field => new[] { field.Field, field.Value }).ToArray() });
            try
            {
                await page.Locator("[role=alert]:visible, [aria-invalid=true]:visible, p.text-bad:visible").First.WaitForAsync();
                await page.WaitForLoadStateAsync(LoadState.DOMContentLoaded);
            }
            catch (TimeoutException)
            {
                lost.Add($"{name}: nothing is said of what was wrong");
            }

            foreach (var (field, value) in typed.Where(field => field.Field is not ("password" or "key")))
            {
                var kept = await page.EvaluateAsync<bool>(
                    "([name, value]) => [...document.querySelectorAll(`[name='${name}']`)].some((one) => one.type === 'radio' ? one.checked && one.value === value : one.type === 'number' || one.type === 'url' ? one.getAttribute('value') === value : one.value === value)", new[] { field, value });
                if (!kept) lost.Add($"{name}: {field} does not hold “{value}” any more");
            }

            foreach (var secret in typed.Where(field => field.Field is "password" or "key"))
                if ((await page.ContentAsync()).Contains(secret.Value, StringComparison.Ordinal) && secret.Value.Length > 5) lost.Add($"{name}: {secret.Field} is sent back");
            await page.Context.CloseAsync();
        }

        lost.ShouldBeEmpty();
    }

    private async Task<IPage> OpenAsync(string name)
    {
        var (path, state) = studio.Find(name);
        var page = await studio.OpenAsync(state);
        await page.GotoAsync(path);
        return page;
    }
}
