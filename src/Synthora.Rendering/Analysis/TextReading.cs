namespace Synthora.Rendering.Analysis;

/// <summary>Compares the words that should be on the sampled frames with the frames.</summary>
internal static class TextReading
{
    /// <summary>Brightness that the encoder may shift a pixel by.</summary>
    private const int Alike = 45;

    /// <summary>On middle grey only what covers it almost wholly stands out so far.</summary>
    private const int Solid = 90;

    /// <summary>The same for moments: yellow letters are no brighter than this above the grey.</summary>
    private const int Inked = 66;
    private const int Faint = 8;

    /// <summary>What a viewer notices of a caption that fades in.</summary>
    private const int Visible = 20;
    private const byte Letter = 214;
    private const byte Ground = 24;

    public static TextFacts Compare(TextSampling sampling, DrawnSheets sheets)
    {
        var size = sampling.Width * sampling.Height;
        List<int> looks = [.. sampling.Looks];
        var frames = Math.Min(sampling.Looks.Count, sheets.Pictures.Length / (size * 3 / 2));
        List<CaptionLook> captions = [];
        foreach (var number in sampling.CaptionFrames)
            if (Index(number) is { } at) captions.Add(LookAt(sampling, number, Picture(at), Plane(sheets.Captions, at), Plane(sheets.Letters, at), Plane(sheets.Others, at)));

        List<TitleLook> titles = [];
        foreach (var title in sampling.Titles)
            if (Index(title.Shown) is { } shown && SeenShare(sampling, Picture(shown), Plane(sheets.Others, shown)) is { } seen)
                titles.Add(new(title.Text, seen, title.After is { } after && Index(after) is { } later && !Shares(Plane(sheets.Others, shown), Plane(sheets.Others, later)) ? SeenShare(sampling, Picture(later), Plane(sheets.Others, shown)) : null,
                    Weakest(title.Moments)));

        double? opening = null;
        if (sampling.Opening is { } number0 && Index(number0) is { } first)
        {
            var both = new byte[size];
            var letters = Plane(sheets.Letters, first);
            var others = Plane(sheets.Others, first);
            for (var i = 0; i < size; i++) both[i] = Math.Max(letters[i], others[i]);
            opening = SeenShare(sampling, Picture(first), both);
        }

        return new(captions, [.. sampling.Windows.Select(window => Onset(sampling, sheets, window))], titles, opening);

        double? Weakest(IReadOnlyList<int> moments)
        {
            double? weakest = null;
            foreach (var moment in moments)
                if (Index(moment) is { } at && ContrastOf(Picture(at), Plane(sheets.Others, at), sampling) is { } contrast) weakest = Math.Min(weakest ?? contrast, contrast);
            return weakest;
        }

        int? Index(int frame) => looks.BinarySearch(frame) is >= 0 and var at && at < frames ? at : null;
        ReadOnlySpan<byte> Plane(byte[] all, int at) => all.AsSpan(at * size, size);
        ReadOnlySpan<byte> Picture(int at) => sheets.Pictures.AsSpan(at * size * 3 / 2, size * 3 / 2);
    }

    private static CaptionLook LookAt(
        TextSampling sampling, int frame, ReadOnlySpan<byte> picture, ReadOnlySpan<byte> drawn, ReadOnlySpan<byte> letters, ReadOnlySpan<byte> others)
    {
        var (width, grey) = (sampling.Width, drawn[0]);
        var (solid, alike, ink, covered) = (0, 0, 0, 0);
        var (left, top, right, bottom) = (width, sampling.Height, 0, 0);
        for (var i = 0; i < drawn.Length; i++)
        {
            var strength = Math.Abs(drawn[i] - grey);
            if (strength >= Solid)
            {
                solid++;
                if (Math.Abs(picture[i] - drawn[i]) <= Alike) alike++;
            }

            if (letters[i] >= Letter)
            {
                ink++;
                if (others[i] > Ground) covered++;
            }

            if (strength <= Faint) continue;
            var (y, x) = Math.DivRem(i, width);
            (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), Math.Max(bottom, y + 1));
        }

        var scale = sampling.Scale;
        return new((double)frame / sampling.Canvas.Fps, solid == 0 ? 0 : (double)alike / solid, ContrastOf(picture, letters, sampling),
            ink == 0 ? 0 : (double)covered / ink, left * scale, top * scale, right * scale, bottom * scale);
    }

    /// <summary>Share of the letters' surroundings against which they stand out at all; nothing when there are no letters.</summary>
    private static double? SeenShare(TextSampling sampling, ReadOnlySpan<byte> picture, ReadOnlySpan<byte> letters)
    {
        const double StandsOut = 1.35;
        var tiles = TileContrast.Of(picture, letters, sampling.Width, sampling.Height);
        return tiles.Count == 0 ? null : tiles.Count(contrast => contrast >= StandsOut) / (double)tiles.Count;
    }

    private static double? ContrastOf(ReadOnlySpan<byte> picture, ReadOnlySpan<byte> letters, TextSampling sampling) =>
        TileContrast.Of(picture, letters, sampling.Width, sampling.Height) is { Count: > 0 } tiles ? tiles[tiles.Count / 10] : null;

    private static bool Shares(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        for (var i = 0; i < one.Length; i++)
            if (one[i] >= Letter && other[i] > Ground) return true;
        return false;
    }

    /// <summary>
    /// The pixels that the drawn words change over the window tell when the file changes them. File and drawing are
    /// held against the finished words, so that a caption that grows or fades in is not taken for a late one; when
    /// the drawing itself begins to show is then read off the drawing.
    /// </summary>
    private static CaptionOnset Onset(TextSampling sampling, DrawnSheets sheets, OnsetWindow window)
    {
        var size = sampling.Width * sampling.BandHeight;
        List<int> numbers = [.. sampling.WindowFrames()];
        var first = numbers.BinarySearch(window.First);
        var last = first + TextSampling.Window - 1;
        ReadOnlySpan<byte> before = sheets.DrawnBand.AsSpan(first * size, size), after = sheets.DrawnBand.AsSpan(last * size, size);
        var grey = before[0];
        List<int> changing = [];
        for (var i = 0; i < size; i++)
            if (Math.Abs(after[i] - before[i]) > 50 && Math.Abs(after[i] - grey) >= Inked) changing.Add(i);

        CaptionOnset lost = new(window.Word, window.PlannedMs, null);
        if (changing.Count < 20 || sheets.Band.Length < (last + 1) * size) return lost;
        var whole = Enumerable.Range(0, size).ToList();
        // Grey is where the caption before has gone, not where this one has come; and it may come from elsewhere.
        var coming = Rise(whole, at => Math.Abs(sheets.DrawnBand[at] - grey) > Visible && Math.Abs(sheets.DrawnBand[at] - sheets.DrawnBand[(first * size) + (at % size)]) > Visible);
        var tiles = Tiles(changing, sheets.DrawnBand.AsSpan(last * size, size), grey, sampling.Width);
        var due = Come(sheets.DrawnBand);
        var seen = Come(sheets.Band);
        if (coming is null || due is null || seen is null) return lost;

        // What lies between the two curves is the time by which the file lags the drawing, to a fraction of a frame.
        var begun = Array.FindIndex(coming, share => share >= 1 / 3.0);
        var lag = due.Sum() - seen.Sum();
        return lost with { SeenMs = (window.First + begun + lag) * 1000.0 / sampling.Canvas.Fps };

        // How far the pixels have come in each frame, from 0 at first to 1 at last; null when they have not.
        double[]? Rise(List<int> pixels, Func<int, bool> isThere)
        {
            var counts = new double[TextSampling.Window];
            for (var k = 0; k < counts.Length; k++) counts[k] = pixels.Count(i => isThere(((first + k) * size) + i));
            return Grown(counts, changing.Count);
        }

        // The same for the finished words, tile by tile.
        double[]? Come(byte[] band)
        {
            var counts = new double[TextSampling.Window];
            for (var k = 0; k < counts.Length; k++)
            {
                var (frame, finished) = ((first + k) * size, last * size);
                foreach (var tile in tiles)
                {
                    double Share(List<int> pixels) => pixels.Count(i => Math.Abs(band[frame + i] - sheets.DrawnBand[finished + i]) <= Alike) / (double)pixels.Count;
                    counts[k] += tile.Weight * (tile.Dark.Count == 0 ? Share(tile.Bright) : tile.Bright.Count == 0 ? Share(tile.Dark) : Math.Min(Share(tile.Bright), Share(tile.Dark)));
                }
            }

            return Grown(counts, tiles.Sum(tile => tile.Weight));
        }

        // A picture that happens to be as bright as the letters hides nothing but the part it shares with them.
        static double[]? Grown(double[] counts, double all)
        {
            var floor = counts.Take(2).Min();
            return counts[^1] - floor < 0.4 * all ? null : Array.ConvertAll(counts, count => Math.Clamp((count - floor) / (counts[^1] - floor), 0, 1));
        }
    }

    /// <summary>Pixels of the words in one tile of the picture, those brighter and those darker than middle grey.</summary>
    private sealed record InkTile(List<int> Bright, List<int> Dark)
    {
        public int Weight => Bright.Count + Dark.Count;
    }

    /// <summary>
    /// A dark picture is as dark as an outline, and a cut to one looks as if the outline came. Tiles with letter and
    /// outline in them are therefore taken where there are enough: no plain picture has both at their places.
    /// </summary>
    private static List<InkTile> Tiles(List<int> pixels, ReadOnlySpan<byte> finished, byte grey, int width)
    {
        const int Side = 16;
        const double Mixed = 0.15;
        Dictionary<(int X, int Y), InkTile> tiles = [];
        foreach (var i in pixels)
        {
            var (y, x) = Math.DivRem(i, width);
            if (!tiles.TryGetValue((x / Side, y / Side), out var tile)) tiles[(x / Side, y / Side)] = tile = new([], []);
            (finished[i] > grey ? tile.Bright : tile.Dark).Add(i);
        }

        var both = tiles.Values.Where(tile => Math.Min(tile.Bright.Count, tile.Dark.Count) >= Mixed * tile.Weight).ToList();
        return both.Sum(tile => tile.Weight) >= 0.2 * pixels.Count ? both : [.. tiles.Values];
    }
}
