using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Twin.Api.Errors;

namespace Fairway.Twin.Api.Validation;

/// <summary>
/// A field that is being checked: what stands there, and its path, which is put together only when something is wrong
/// with it. Reads of fields that are not there, or are of another type, give nothing instead of failing.
/// </summary>
internal sealed class Field
{
    private readonly Field? parent;
    private readonly string? name;
    private readonly string? key;
    private readonly int index;
    private readonly List<FieldError> errors;

    /// <param name="name">Path of the field.</param>
    /// <param name="value">What stands there.</param>
    /// <param name="errors">Where errors go.</param>
    public Field(string name, JsonNode? value, List<FieldError> errors)
        : this(null, value, errors, name)
    {
    }

    private Field(
        Field? parent, JsonNode? value, List<FieldError> errors, string? name, (string? Key, int Index) at = default)
    {
        this.parent = parent;
        this.errors = errors;
        this.name = name;
        (key, index) = at;
        Value = value;
    }

    /// <summary>A whole object: paths of its fields begin with their own names.</summary>
    public static Field Root(JsonObject obj, List<FieldError> errors) => new(null, obj, errors, "");

    public JsonNode? Value { get; }

    public bool IsSet => Value is not null;

    /// <summary>The text; empty where there is none.</summary>
    public string Text => Value is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    /// <summary>The whole number; null where there is none.</summary>
    public long? Number => JsonNumber.Of(Value);

    public bool IsTrue => Value is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    public bool IsFalse => Value is JsonValue value && value.TryGetValue<bool>(out var flag) && !flag;

    /// <summary>How many elements or entries there are.</summary>
    public int Count => Value switch
    {
        JsonArray list => list.Count,
        JsonObject map => map.Count,
        _ => 0,
    };

    /// <summary>How many errors have been found so far, in all fields.</summary>
    public int Errors => errors.Count;

    /// <summary>The field of this name in the object here.</summary>
    public Field this[string child] => new(this, (Value as JsonObject)?[child], errors, child);

    /// <summary>The element of the list here.</summary>
    public Field this[int at] =>
        new(this, Value is JsonArray list && at < list.Count ? list[at] : null, errors, null, (null, at));

    /// <summary>The entry of the map here.</summary>
    public Field Entry(string at) => new(this, (Value as JsonObject)?[at], errors, null, (at, 0));

    /// <summary>Another value under the path of a child of this one.</summary>
    public Field Beside(string child, JsonNode? value) => new(this, value, errors, child);

    /// <summary>A field of the object that this one belongs to, for the few errors that leave out where they
    /// are.</summary>
    public Field Top(string other) => new(null, null, errors, other);

    /// <summary>The elements of the list here.</summary>
    public IEnumerable<Field> Items()
    {
        var count = (Value as JsonArray)?.Count ?? 0;
        for (var i = 0; i < count; i++)
        {
            yield return this[i];
        }
    }

    /// <summary>The keys of the map here.</summary>
    public IEnumerable<string> Keys() => (Value as JsonObject)?.Select(e => e.Key) ?? [];

    /// <summary>The text of a field of the object here, without a path to it.</summary>
    public string TextOf(string child) =>
        (Value as JsonObject)?[child] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    /// <summary>The whole number in a field of the object here, without a path to it.</summary>
    public long? NumberOf(string child) => JsonNumber.Of((Value as JsonObject)?[child]);

    /// <summary>Whether the object here has the field.</summary>
    public bool Has(string child) => (Value as JsonObject)?[child] is not null;

    public void Required(string detail = "") => errors.Add(FieldError.Required(Path(), detail));

    /// <summary>A text that must be there and is wrong: the error says which of both it is.</summary>
    public void RequiredOrInvalid(string detail)
    {
        if (Text.Length == 0)
        {
            Required(detail);
        }
        else
        {
            Invalid(detail);
        }
    }

    public void Invalid(string detail) => errors.Add(FieldError.Invalid(Path(), Value, detail));

    public void Invalid(JsonNode? shown, string detail) => errors.Add(FieldError.Invalid(Path(), shown, detail));

    /// <summary>Adds what a rule found; null is nothing.</summary>
    public void Check(string? problem)
    {
        if (problem is not null)
        {
            Invalid(problem);
        }
    }

    /// <summary>The same, showing another value.</summary>
    public void CheckAs(JsonNode? shown, string? problem)
    {
        if (problem is not null)
        {
            Invalid(shown, problem);
        }
    }

    /// <summary>Adds an error that was found elsewhere, at a path below this one.</summary>
    public void Tell(string reason, string below, string message) =>
        errors.Add(new FieldError(reason, Path() + below, message));

    public void Forbidden(string detail) => errors.Add(FieldError.Forbidden(Path(), detail));

    public void Duplicate(JsonNode? shown) =>
        errors.Add(new FieldError("FieldValueDuplicate", Path(), $"Duplicate value: {FieldError.Show(shown)}"));

    public void NotFound() =>
        errors.Add(new FieldError("FieldValueNotFound", Path(), $"Not found: {FieldError.Show(Text)}"));

    public void TooLong(int most) => errors.Add(FieldError.TooLong(Path(), most));

    public void TooMany(int count, int most) => errors.Add(new FieldError(
        "FieldValueTooMany",
        Path(),
        string.Create(
            CultureInfo.InvariantCulture,
            $"Too many: {count}: must have at most {most} {(most == 1 ? "item" : "items")}")));

    /// <summary>A list that holds more than it may.</summary>
    public void TooMany(int most) => TooMany(Count, most);

    /// <summary>What stands here must be what stood there before.</summary>
    public void Same(JsonNode? before)
    {
        if (!JsonNode.DeepEquals(Value, before))
        {
            Invalid("field is immutable");
        }
    }

    public void Unsupported(JsonNode? shown, params ReadOnlySpan<string> supported) =>
        errors.Add(FieldError.Unsupported(Path(), FieldError.Show(shown), supported));

    /// <summary>The text must be there, and be one of these.</summary>
    public void OneOf(params ReadOnlySpan<string> supported)
    {
        if (Text.Length == 0)
        {
            Required();
        }
        else if (!supported.Contains(Text))
        {
            Unsupported(Text, supported);
        }
    }

    /// <summary>Where the number is set, it must not be negative.</summary>
    public void NotNegative()
    {
        if (Number < 0)
        {
            Invalid("must be greater than or equal to 0");
        }
    }

    private bool IsRoot => parent is null && name is { Length: 0 };

    public string Path()
    {
        var text = new StringBuilder();
        Append(text);
        return text.ToString();
    }

    private void Append(StringBuilder text)
    {
        parent?.Append(text);
        if (name is not null)
        {
            text.Append(parent is null or { IsRoot: true } ? "" : ".").Append(name);
        }
        else
        {
            text.Append('[').Append(key ?? index.ToString(CultureInfo.InvariantCulture)).Append(']');
        }
    }
}
