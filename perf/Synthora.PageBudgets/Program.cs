using System.Globalization;
using Synthora.EndToEndTests;
using Synthora.PageBudgets;

const double MostPaintMs = 200;
const double MostReadyMsOnPhone = 1000;
const int MostBytes = 120 * 1024;
const int Visits = 5;

var asked = args.Length > 0 ? args.ToList() : PageTests.Pages.Cast<object[]>().Select(row => (string)row[0]).ToList();
var studio = new FilledStudio();
try
{
    await studio.InitializeAsync();
    await using var browser = await BareBrowser.StartAsync(Surroundings.Chromium);
    var over = 0;
    Console.WriteLine($"{"",-20}{"server ms",10}{"queries",9}{"paint ms",10}{"ready ms",10}{"KiB",8}{"phone paint",13}{"phone ready",13}");
    // What this browser needs on this machine, now, to paint a line of text from the same server.
    var plain = await MedianAsync(browser, Visit.PlainText, Visitor.Desktop);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"(a line of text)",-20}{plain.ServerMs,10:0}{plain.Queries,9}{plain.FirstPaintMs,10:0}{plain.ReadyMs,10:0}{plain.Bytes / 1024.0,8:0.0}"));
    foreach (var name in asked)
    {
        await Visit.WarmAsync(studio, name);
        var (desktop, phone) = (await MedianAsync(browser, name, Visitor.Desktop), await MedianAsync(browser, name, Visitor.Phone));
        var kept = desktop.FirstPaintMs <= MostPaintMs && desktop.Bytes <= MostBytes && phone.ReadyMs <= MostReadyMsOnPhone;
        if (!kept) over++;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-20}{desktop.ServerMs,10:0}{desktop.Queries,9}{desktop.FirstPaintMs,10:0}{desktop.ReadyMs,10:0}{desktop.Bytes / 1024.0,8:0.0}{phone.FirstPaintMs,13:0}{phone.ReadyMs,13:0}{(kept ? "" : "  OVER")}"));
    }

    Console.WriteLine(over == 0
        ? $"\nWithin the budgets: paint {MostPaintMs} ms and {MostBytes / 1024} KiB on this machine, ready within {MostReadyMsOnPhone} ms on a phone."
        : $"\n{over} of {asked.Count} pages are over a budget: paint {MostPaintMs} ms, {MostBytes / 1024} KiB, ready within {MostReadyMsOnPhone} ms on a phone.");
    return over == 0 ? 0 : 1;
}
finally
{
    await studio.DisposeAsync();
}

async Task<Visit> MedianAsync(BareBrowser browser, string name, Visitor visitor)
{
    var visits = new List<Visit>();
    for (var i = 0; i < Visits; i++) visits.Add(await Visit.MakeAsync(studio, browser, name, visitor));
    return new(Median(visit => visit.ServerMs), (int)Median(visit => visit.Queries), Median(visit => visit.FirstPaintMs), Median(visit => visit.ReadyMs), visits[^1].Bytes);

    double Median(Func<Visit, double> figure) => visits.Select(figure).Order().ElementAt(Visits / 2);
}
