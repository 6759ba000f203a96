using System.Collections.Frozen;

namespace Fairway.Charts.Functions;

/// <summary>All functions by their names.</summary>
internal sealed class FunctionTable
{
    private readonly FrozenDictionary<string, GoFunction> functions;

    private FunctionTable(IEnumerable<GoFunction> functions) =>
        this.functions = functions.ToFrozenDictionary(function => function.Name, StringComparer.Ordinal);

    /// <summary>Go's own, Sprig's and Helm's.</summary>
    public static FunctionTable Helm { get; } = Build();

    /// <summary>The names, sorted.</summary>
    public IReadOnlyList<string> Names =>
        [.. functions.Values.Select(function => function.Name).Order(StringComparer.Ordinal)];

    /// <summary>Whether Helm 3 does not know the function.</summary>
    public static bool IsNew(string name) => name is "mustToYaml" or "mustToToml";

    public GoFunction? Find(string name) => functions.GetValueOrDefault(name);

    private static FunctionTable Build()
    {
        var groups = new List<GoFunction>();
        Add define = (name, parameters, body) => groups.Add(GoFunction.Of(name, parameters, body));
        BuiltInFunctions.Define(define);
        ComparisonFunctions.Define(define);
        StringFunctions.Define(define);
        TextShapeFunctions.Define(define);
        WordFunctions.Define(define);
        PathFunctions.Define(define);
        UrlFunctions.Define(define);
        RegexFunctions.Define(define);
        VersionFunctions.Define(define);
        DateFunctions.Define(define);
        FractionFunctions.Define(define);
        ConversionFunctions.Define(define);
        NumberFunctions.Define(define);
        ListFunctions.Define(define);
        MapFunctions.Define(define);
        DefaultFunctions.Define(define);
        EncodingFunctions.Define(define);
        RandomFunctions.Define(define);
        PasswordFunctions.Define(define);
        CertificateFunctions.Define(define);
        SerialFunctions.Define(define);
        HelmFunctions.Define(define);
        return new FunctionTable(groups);
    }

    /// <summary>Adds a function: its name, its parameters in short, what it does.</summary>
    internal delegate void Add(string name, string parameters, FunctionBody body);
}
