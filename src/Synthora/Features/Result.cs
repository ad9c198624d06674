using System.Diagnostics.CodeAnalysis;

namespace Synthora.Features;

/// <summary>A value, or the reason why there is none.</summary>
public readonly struct Result<T>
{
    private Result(T? value, Error? error) => (Value, Error) = (value, error);

    /// <summary>For values that C# does not convert by itself, such as interfaces.</summary>
    public Result(T value) : this(value, null)
    {
    }

    public T? Value { get; }
    public Error? Error { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsOk => Error is null;

    public static implicit operator Result<T>(T value) => new(value, null);
    public static implicit operator Result<T>(Error error) => new(default, error);
}
