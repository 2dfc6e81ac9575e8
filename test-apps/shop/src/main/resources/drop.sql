drop all objects;
