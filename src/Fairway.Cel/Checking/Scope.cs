using Fairway.Cel.Types;

namespace Fairway.Cel.Checking;

/// <summary>The variables of loops around a place.</summary>
internal sealed class Scope
{
    private readonly List<(string Name, CelType Type)> names = [];

    public int Mark => names.Count;

    public void Add(string name, CelType type) => names.Add((name, type));

    public void Leave(int mark) => names.RemoveRange(mark, names.Count - mark);

    public CelType? Find(string name)
    {
        for (var i = names.Count - 1; i >= 0; i--)
        {
            if (names[i].Name == name)
            {
                return names[i].Type;
            }
        }

        return null;
    }
}
