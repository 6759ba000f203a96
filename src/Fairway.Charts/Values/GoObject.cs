using Fairway.Charts.Functions;

namespace Fairway.Charts.Values;

/// <summary>A value with fields and methods that Helm gives to templates, such as <c>.Files</c>.</summary>
internal abstract class GoObject
{
    public abstract string TypeName { get; }

    public virtual string KindName => "struct";

    /// <summary>What <c>toYaml</c>, <c>toJson</c> and <c>len</c> see.</summary>
    public abstract GoValue Plain { get; }

    /// <summary>What <c>if</c> sees; a struct is never false.</summary>
    public virtual bool IsTrue => true;

    /// <summary>The keys of <see cref="Plain"/> in the order in which <c>toJson</c> writes them; null for the order of
    /// their bytes.</summary>
    public virtual IReadOnlyList<string>? JsonKeys => null;

    /// <summary>What <c>%v</c> sees.</summary>
    public virtual GoValue Printed => Plain;

    /// <summary>The field of that name; null where there is none.</summary>
    public virtual GoValue? Field(string name) => null;

    /// <summary>The method of that name; null where there is none.</summary>
    public virtual GoFunction? Method(string name) => null;
}
