using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Synthora.Providers.Stock;

/// <summary>Keeps a search's answer for as long as its vendor wants it kept; one bounded memory for each vendor.</summary>
internal sealed class AnswerCache(TimeProvider clock, TimeSpan keeps)
{
    private const int Most = 500;
    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, StockPage Page)> answers = [];

    /// <remarks>The key is part of the question: a wrong one must not be answered from memory.</remarks>
    public async Task<StockPage> GetAsync(StockQuery query, ApiKey? key, Func<Task<StockPage>> ask)
    {
        var question = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{query}\n{key?.Reveal()}")));
        var now = clock.GetUtcNow();
        if (answers.TryGetValue(question, out var known) && known.Until > now) return known.Page;
        var page = await ask();
        if (answers.Count >= Most)
            foreach (var (old, _) in answers.OrderBy(answer => answer.Value.Until).Take(Most / 5)) answers.TryRemove(old, out _);
        answers[question] = (now + keeps, page);
        return page;
    }
}
