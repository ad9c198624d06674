namespace Synthora.Providers.Speech.Offline;

/// <summary>What stands right behind a number, said in full.</summary>
internal static class EnglishUnits
{
    private static readonly Dictionary<string, (string One, string Many)> Names = new(StringComparer.Ordinal)
    {
        ["%"] = ("percent", "percent"), ["‰"] = ("per mille", "per mille"), ["°"] = ("degree", "degrees"),
        ["°C"] = ("degree celsius", "degrees celsius"), ["°F"] = ("degree fahrenheit", "degrees fahrenheit"),
        ["x"] = ("times", "times"), ["×"] = ("times", "times"), ["X"] = ("times", "times"),
        ["k"] = ("thousand", "thousand"), ["K"] = ("thousand", "thousand"), ["M"] = ("million", "million"), ["B"] = ("billion", "billion"),
        ["km"] = ("kilometer", "kilometers"), ["m"] = ("meter", "meters"), ["cm"] = ("centimeter", "centimeters"), ["mm"] = ("millimeter", "millimeters"),
        ["kg"] = ("kilogram", "kilograms"), ["g"] = ("gram", "grams"), ["mg"] = ("milligram", "milligrams"), ["lb"] = ("pound", "pounds"),
        ["lbs"] = ("pound", "pounds"), ["oz"] = ("ounce", "ounces"), ["ft"] = ("foot", "feet"), ["in"] = ("inch", "inches"), ["mi"] = ("mile", "miles"),
        ["ml"] = ("milliliter", "milliliters"), ["l"] = ("liter", "liters"), ["L"] = ("liter", "liters"),
        ["mph"] = ("mile per hour", "miles per hour"), ["km/h"] = ("kilometer per hour", "kilometers per hour"),
        ["h"] = ("hour", "hours"), ["hr"] = ("hour", "hours"), ["hrs"] = ("hour", "hours"), ["min"] = ("minute", "minutes"), ["mins"] = ("minute", "minutes"),
        ["s"] = ("second", "seconds"), ["sec"] = ("second", "seconds"), ["secs"] = ("second", "seconds"), ["ms"] = ("millisecond", "milliseconds"),
        ["Hz"] = ("hertz", "hertz"), ["kHz"] = ("kilohertz", "kilohertz"), ["MHz"] = ("megahertz", "megahertz"), ["GHz"] = ("gigahertz", "gigahertz"),
        ["KB"] = ("kilobyte", "kilobytes"), ["kB"] = ("kilobyte", "kilobytes"), ["MB"] = ("megabyte", "megabytes"), ["GB"] = ("gigabyte", "gigabytes"),
        ["TB"] = ("terabyte", "terabytes"), ["W"] = ("watt", "watts"), ["kW"] = ("kilowatt", "kilowatts"), ["kWh"] = ("kilowatt hour", "kilowatt hours"),
        ["fps"] = ("frame per second", "frames per second"), ["bpm"] = ("beat per minute", "beats per minute"), ["kcal"] = ("kilocalorie", "kilocalories"),
    };

    public static string? Say(string unit, bool one) => Names.TryGetValue(unit, out var name) ? one ? name.One : name.Many : null;
}
