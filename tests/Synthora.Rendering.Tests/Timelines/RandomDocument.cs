using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Serialization;

namespace Synthora.Rendering.Tests.Timelines;

/// <summary>
/// Fills any document type with random values, every property and every derived type included, so that a property which
/// is added later is tested without anyone thinking of it. The values respect types and declared limits, not meaning.
/// </summary>
internal sealed class RandomDocument(int seed)
{
    private static readonly string[] Texts = ["", "plain", "two words", "Ünïcödé 漢字 العربية 😀", "\"quoted\" \\ back", "line\nbreak\ttab", "<tag> & {brace} %d", "a/b c.mp4"];
    private readonly Random _random = new(seed);
    private readonly NullabilityInfoContext _nullability = new();

    public T Create<T>() => (T)Value(typeof(T))!;

    private object? Value(Type type, ICustomAttributeProvider? limits = null)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return _random.Next(3) == 0 ? null : Value(inner, limits);
        if (type == typeof(string)) return Texts[_random.Next(Texts.Length)] + (_random.Next(2) == 0 ? "" : _random.Next(100).ToString(CultureInfo.InvariantCulture));
        if (type == typeof(bool)) return _random.Next(2) == 0;
        if (type.IsEnum) return Enum.GetValues(type).GetValue(_random.Next(Enum.GetValues(type).Length));
        var range = limits?.GetCustomAttributes(typeof(RangeAttribute), true).OfType<RangeAttribute>().FirstOrDefault();
        if (type == typeof(int)) return range is null ? _random.Next(0, 100_000) : _random.Next(Convert.ToInt32(range.Minimum, CultureInfo.InvariantCulture), Convert.ToInt32(range.Maximum, CultureInfo.InvariantCulture) + 1);
        if (type == typeof(double)) return range is null ? Math.Round(_random.NextDouble() * 100, 3) : Within(range);
        if (typeof(IEnumerable).IsAssignableFrom(type)) return List(type.IsArray ? type.GetElementType()! : type.GetGenericArguments()[0]);
        var kinds = type.GetCustomAttributes<JsonDerivedTypeAttribute>().Select(kind => kind.DerivedType).ToList();
        return Record(kinds.Count > 0 ? kinds[_random.Next(kinds.Count)] : type);
    }

    private double Within(RangeAttribute range)
    {
        var (least, most) = (Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture), Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture));
        return Math.Round(least + (_random.NextDouble() * (most - least)), 2);
    }

    private IList List(Type item)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
        for (var left = _random.Next(1, 4); left > 0; left--) list.Add(Value(item));
        return list;
    }

    private object Record(Type type)
    {
        var constructor = type.GetConstructors().Where(found => found.GetParameters() is not [var only] || only.ParameterType != type).MaxBy(found => found.GetParameters().Length)!;
        var record = constructor.Invoke([.. constructor.GetParameters().Select(parameter => Given(_nullability.Create(parameter), parameter.ParameterType, type.GetProperty(parameter.Name!)))]);
        foreach (var property in type.GetProperties().Where(property => property.CanWrite && constructor.GetParameters().All(parameter => parameter.Name != property.Name)))
            property.SetValue(record, Given(_nullability.Create(property), property.PropertyType, property));
        return record;
    }

    private object? Given(NullabilityInfo nullability, Type type, PropertyInfo? property) =>
        !type.IsValueType && nullability.WriteState == NullabilityState.Nullable && _random.Next(3) == 0 ? null : Value(type, property);
}
