using System.Globalization;
using Fairway.Kube;
using Fairway.Twin.Api.Errors;

namespace Fairway.Twin.Api.Requests;

/// <summary>How strict bodies are read (<c>fieldValidation</c>).</summary>
internal enum FieldValidation
{
    /// <summary>Unknown and duplicate fields are dropped in silence.</summary>
    Ignore,

    /// <summary>They are dropped, and said in Warning headers.</summary>
    Warn,

    /// <summary>They are refused.</summary>
    Strict,
}

/// <summary>Options of a write, from the query.</summary>
internal sealed record WriteOptions(bool DryRun, string Manager, FieldValidation Validation, bool Force)
{
    /// <param name="request">The request.</param>
    /// <param name="kind">CreateOptions, UpdateOptions or PatchOptions: what errors name.</param>
    /// <exception cref="ApiFailure">422 where an option has a value that is not known.</exception>
    public static WriteOptions Read(KubeRequest request, string kind)
    {
        var errors = new List<FieldError>();
        var dryRun = DryRunOption.Read(request.Query.Where(q => q.Key == "dryRun").Select(q => q.Value), errors);
        var manager = request.QueryValue("fieldManager") ?? "";
        if (manager.Length > 128)
        {
            errors.Add(FieldError.TooLong("fieldManager", 128));
        }

        if (Unprintable(manager) is { } problem)
        {
            errors.Add(FieldError.Invalid("fieldManager", manager, problem));
        }

        var validation = ParseValidation(request.QueryValue("fieldValidation"), errors);
        if (errors.Count > 0)
        {
            throw ApiFailure.Invalid("meta.k8s.io", kind, "", errors);
        }

        return new WriteOptions(
            dryRun, ManagerOf(manager, request.UserAgent), validation, QueryBool.Read(request, "force"));
    }

    private static string? Unprintable(string manager)
    {
        for (var i = 0; i < manager.Length; i++)
        {
            if (char.IsControl(manager[i]))
            {
                return string.Create(
                    CultureInfo.InvariantCulture, $"invalid character U+{(int)manager[i]:X4} (at position {i})");
            }
        }

        return null;
    }

    private static string ManagerOf(string asked, string userAgent)
    {
        if (asked.Length > 0)
        {
            return asked;
        }

        var product = userAgent.Split('/')[0];
        return product.Length > 128 ? product[..128] : product.Length == 0 ? "unknown" : product;
    }

    private static FieldValidation ParseValidation(string? text, List<FieldError> errors)
    {
        switch (text)
        {
            case null or "" or "Warn":
                return FieldValidation.Warn;
            case "Ignore":
                return FieldValidation.Ignore;
            case "Strict":
                return FieldValidation.Strict;
            default:
                errors.Add(FieldError.Unsupported("fieldValidation", $"\"{text}\"", "", "Ignore", "Strict", "Warn"));
                return FieldValidation.Warn;
        }
    }
}

/// <summary>The option <c>dryRun</c>, which knows one value.</summary>
internal static class DryRunOption
{
    public static bool Read(IEnumerable<string> values, List<FieldError> errors)
    {
        var all = values.ToArray();
        if (all.Any(v => v != "All"))
        {
            errors.Add(FieldError.Unsupported("dryRun", $"[{string.Join(",", all.Select(v => $"\"{v}\""))}]", "All"));
        }

        return all.Length > 0;
    }
}

/// <summary>Booleans and numbers of a query, with the reference server's words where they cannot be read.</summary>
internal static class QueryBool
{
    public static bool Read(KubeRequest request, string name)
    {
        foreach (var (key, value) in request.Query)
        {
            if (string.Equals(key, name, StringComparison.Ordinal))
            {
                // The reference server takes an empty value as true and everything but false and 0 as true.
                return value is not ("false" or "0");
            }
        }

        return false;
    }

    public static long? Number(KubeRequest request, string name)
    {
        var text = request.QueryValue(name);
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw ApiFailure.BadRequest($"strconv.ParseInt: parsing \"{text}\": invalid syntax");
    }
}
